"""Who sits where: people placed by planners and administrators."""
