"""Extracts for engines that roll up a nation.

I keep files sorted by unit and the queries over them.
I never change a row of the live database.
"""
