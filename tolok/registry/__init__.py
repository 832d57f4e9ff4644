"""What adopted decrees establish.

I keep objectives, indicators and their definitions, dated and cited to a decree.
I never hold a draft.
"""
