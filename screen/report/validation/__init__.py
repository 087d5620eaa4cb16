"""The validation report: how well names are matched, for whoever has to answer for the model."""
