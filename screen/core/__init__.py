"""What every room needs: errors, safe text, data tables, temporary files and whole-or-nothing writes."""
