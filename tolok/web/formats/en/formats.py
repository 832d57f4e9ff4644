"""English screens write numbers as Indonesian officials do: 1.234,5.

One form in both languages: what is typed has one reading, and a number on the screen is
the number of the document beside it. What a form accepts is the same in both, too.
"""

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H.i"
TIME_FORMAT = "H.i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "d-m-Y"
SHORT_DATETIME_FORMAT = "d-m-Y H.i"
FIRST_DAY_OF_WEEK = 1  # Monday
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d-%m-%y", "%d/%m/%y"]
TIME_INPUT_FORMATS = ["%H.%M.%S", "%H.%M"]
DATETIME_INPUT_FORMATS = ["%Y-%m-%d %H.%M", "%d-%m-%Y %H.%M"]
