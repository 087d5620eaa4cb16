"""Findings: hits gathered, rated, worded, and given their evidence."""
