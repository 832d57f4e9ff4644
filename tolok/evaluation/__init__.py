"""Appraisal of people: dialogue, behaviour, predicate, objection.

I keep what superior and staff said of a year's work.
I never compute an achievement.
"""
