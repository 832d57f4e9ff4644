"""What people are reminded of: in the app, by mail, and in their own calendars.

I keep how an office reminds, what each person wants of it, who was nudged, and what was
sent to whom.
I never decide what is owed or until when, and I write no realisation.
"""
