"""The law library: dated parameters, their citations, formulas, cases and packs.

Pure Python and YAML. Says which rule holds on a day and who says so. Never knows a
database or a clock; a value that is not in force is never answered by a default.
"""
