"""Regions, offices, units, positions and people.

I keep who sits where, as what and from which day to which.
I never keep a password.
"""
