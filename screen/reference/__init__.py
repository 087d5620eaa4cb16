"""Reference data: countries, ports, commodities, manufacturer codes and the words of addresses."""
