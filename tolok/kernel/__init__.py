"""The words all rooms share.

I keep periods, dates, numbers as officials write them, rounding, ways to say no.
I never need a setting, a database or a clock: pure Python.
"""
