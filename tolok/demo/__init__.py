"""Made-up offices.

I keep invented people and numbers, written through actions like anyone's.
I never write a row behind a room's back.
"""
