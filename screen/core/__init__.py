"""What every room needs: errors, safe text, data tables, templates, temporary files and writes."""
