"""Documents, sheets and figures for dashboards, as data.

I keep how official tables and reports are laid out, and what was published of them.
I never write the HTML of a screen.
"""
