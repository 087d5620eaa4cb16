"""What reviewers decided about findings, and what an earlier run already found."""
