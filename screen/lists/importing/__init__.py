"""The machinery behind ``flscreen lists import``: reading, ids, continuity with the list that is replaced."""
