"""What an inspector notes and recommends, and what became of it.

I keep notes, recommendations with every step of their follow-up, and the figures by
which an inspector chooses what to look at. I never change what was measured or scored.
"""
