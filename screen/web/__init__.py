"""The local page: ``flscreen serve``."""
