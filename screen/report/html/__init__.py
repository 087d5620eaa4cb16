"""The HTML report: one file, no network, readable on paper, on a telephone and by ear."""
