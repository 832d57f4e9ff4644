"""Decrees that nobody has seen: invented content in the layouts that offices use.

`truth` invents a decree, `layouts` draws how it is laid out, `sheets` and `heads` lay it
out as blocks, `writing` turns the blocks into text, Word, Excel and OpenDocument files,
`printing` prints the Word files as PDF where LibreOffice is there, `scores` holds what was
read against the truth. `python -m tests.reader.invented` sweeps many and tells the lowest
and the mean score of each family and format.
"""
