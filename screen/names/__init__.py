"""Names.

Scripts folded to Latin, legal forms told apart, tokens weighed, countries and places recognised.
"""
