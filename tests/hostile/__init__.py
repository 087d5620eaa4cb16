"""Files made to harm: each maker writes one.

The fixtures beside it were saved by LibreOffice and by msoffcrypto-tool.
"""
