"""The Excel report: one module a group of sheets, one helper that writes tables."""
