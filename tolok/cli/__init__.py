"""The command line `tolok`.

I keep commands, their help and their exit statuses.
I never do the work that a room does.
"""
