"""The words all rooms share: numbers as officials write them, rounding, periods, dates.

Pure Python. Never needs a setting, a database or a clock.
"""
