"""Risk.

Rules turn matches and facts into findings, each with its level, its law, its action and its
evidence.
"""
