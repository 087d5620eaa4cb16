"""A mutation fuzzer.

Damages good files in every way that we could think of and demands that flscreen stays what it
promises.
"""
