"""The rules, one module each: a module's ``find`` turns what was screened into hits."""
