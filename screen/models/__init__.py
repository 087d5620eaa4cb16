"""The vocabulary: what the words of the product mean, as types."""
