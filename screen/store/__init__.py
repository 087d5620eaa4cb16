"""The memory: runs, parties, cases, decisions and list editions in a database."""
