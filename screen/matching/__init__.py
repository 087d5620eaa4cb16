"""Matching.

Candidates from an index, a score for each pair, a band, and an explanation a lawyer can read.
"""
