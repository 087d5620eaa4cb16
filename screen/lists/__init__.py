"""Watchlists: found, loaded, verified and searched."""
