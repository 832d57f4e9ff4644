"""Write: a decree becomes a document again, laid out as the office would print it."""
