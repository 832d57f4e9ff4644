"""Official documents as bytes: PDF by Typst, DOCX by python-docx, XLSX by xlsxwriter.

I keep the layout of each document and nothing else: data comes in as frozen records, the
clock as an argument, so that the same record always gives the same bytes. I never read
a database. The words stand in plain Indonesian, not as gettext strings: a document of
an Indonesian office is Indonesian, whatever language its reader chose for the screens.
"""
