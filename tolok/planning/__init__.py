"""Periods, entry windows and targets.

I keep what was promised, for when, agreed by whom, and every earlier promise.
I never know what was achieved.
"""
