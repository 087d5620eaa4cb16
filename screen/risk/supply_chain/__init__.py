"""The supply chain that the files describe, and the findings that travel along it."""
