"""The words all rooms share.

I keep periods, dates, numbers as officials write them, rounding, ways to say no, and the
typesetter with its fonts, which documents in and documents out share.
I never need a setting, a database or a clock: pure Python.
"""
