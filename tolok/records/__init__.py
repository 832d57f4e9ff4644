"""What every table carries, the append-only audit trail and the stored files.

I keep who did what and when, chained by hash, and every file by its content.
I never hold a foreign key to live data: the trail outlives what it speaks of.
"""
