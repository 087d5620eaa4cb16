"""Downloads the official files and renews the lists.

The only part of flscreen that uses the network.
"""
