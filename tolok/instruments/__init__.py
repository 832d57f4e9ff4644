"""Where values come from: surveys, registers, document logs, check lists.

I keep the instruments' own records and hand values to measurement.
I never write a realisation except through `measurement.actions`.
"""
