"""Names.

Scripts folded to Latin, legal forms distinguished, tokens weighed, countries and places recognised.
"""
