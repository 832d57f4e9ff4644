"""Decrees: their files, drafts, review and adoption.

I keep the document as it came and the decree as it was read from it.
I never parse: that is the reader's. Two decrees are compared in `comparison`.
"""
