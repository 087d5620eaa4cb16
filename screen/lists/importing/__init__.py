"""The machinery behind ``flscreen lists import``.

Reading, ids, continuity with the list that is replaced.
"""
