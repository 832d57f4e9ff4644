"""Documents, sheets and figures for dashboards, as data.

I keep how official tables and reports are laid out.
I never write the HTML of a screen.
"""
