"""Users, sign-in, roles and permissions as code.

I keep who may sign in and what each role is allowed to do.
I never know where a person works: that is the organisation's.
"""
