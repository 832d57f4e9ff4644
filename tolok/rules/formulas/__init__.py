"""The formulas, one module per thing. Only `tolok.scoring` runs them."""
