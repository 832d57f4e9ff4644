"""Applies the rules of the day to verified measurements.

I keep each score with its passport, and the roll-ups to position, unit and office.
I never type in a number.
"""
