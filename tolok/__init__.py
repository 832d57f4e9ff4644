"""Tolok: an office's decree on performance indicators as living measurement."""

VERSION = "0.1.0"
