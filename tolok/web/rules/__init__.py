"""The law library on screen: what holds since when, who says so, what is unchecked."""
