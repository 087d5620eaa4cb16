"""Data of lists.update: where the official files are."""
