"""Review: what people decided about findings, and what an earlier run already knew."""
