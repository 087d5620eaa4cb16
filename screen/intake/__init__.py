"""Intake.

Files as people have them become validated rows, and whatever could not is reported with its place.
"""
