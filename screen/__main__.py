"""``python -m screen``: the same as the ``flscreen`` command."""

from screen.cli.app import main

if __name__ == "__main__":
    main()
