"""What every room needs.

Errors, safe text, data tables, temporary files and whole-or-nothing writes.
"""
