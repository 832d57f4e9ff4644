"""Realisations, their evidence and their verification.

I keep what was reported, by whom, with which proof and who accepted it.
I never set a target and never compute a score.
"""
