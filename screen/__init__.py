"""flscreen: screens suppliers and shipments for forced labour, with evidence for every finding.

The package is one straight line; each room imports only from rooms to its left:

    models -> names -> intake -> lists -> matching -> risk -> review -> report -> pipeline -> cli
"""

__version__ = "0.1.0"
