"""Reports: one writer a format, all fed by the same ScreeningResult."""
