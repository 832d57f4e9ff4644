"""How numbers and days are written in each language of the screens."""
