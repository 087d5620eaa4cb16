"""``python -m screen``: the same as the ``flscreen`` command."""

from screen.cli.app import entry

if __name__ == "__main__":
    entry()
