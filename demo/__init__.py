"""Recorded-like coverage of an invented country, and the outlets' sites that serve it on loopback."""
