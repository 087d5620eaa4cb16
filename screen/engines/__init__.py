"""Engines that run the same matching and rules on many machines."""
