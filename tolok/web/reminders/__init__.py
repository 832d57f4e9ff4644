"""Screens of reminders: one's own choices, the office's rules, nudges, the calendar."""
