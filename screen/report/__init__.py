"""Reports: one module for each format, all fed by the same ScreeningResult."""
