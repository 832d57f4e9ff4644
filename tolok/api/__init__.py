"""The door for machines.

I keep the versioned API and its OpenAPI description.
I never hold a rule or a query of my own and never import a room's models.
"""
