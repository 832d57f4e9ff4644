"""The door for people.

I keep screens: one folder a room, templates, components, static files.
I never hold a rule or a query of my own and never import a room's models.
"""
