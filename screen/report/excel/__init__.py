"""The Excel report: one module for each group of sheets, and a helper that writes tables."""
