"""What several rules ask of the screened rows: name matches, places, trade, host countries."""
