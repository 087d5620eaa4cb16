"""One module for each official file format.

Its name, with hyphens, is the format's name on the command line.

A module offers ``PUBLICATION`` (what list.toml says of such a list) and ``read(files, choices) ->
Reading``.
"""
