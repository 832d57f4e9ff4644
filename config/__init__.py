"""The wiring cupboard: settings and their checks, addresses, the server's entry."""
