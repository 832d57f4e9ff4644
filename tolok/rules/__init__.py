"""The law library: dated parameters, their citations, formulas, cases and packs.

I keep which rule holds on a day and who says so, in Python and YAML alone.
I never know a database or a clock; a value that is not in force I never answer by a
default.
"""
