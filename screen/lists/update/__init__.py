"""Downloads the official files and renews the lists: the only part of flscreen that uses the network."""
