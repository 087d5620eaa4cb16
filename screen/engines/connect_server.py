"""Asks whether a server of Spark Connect listens where the user says that one does."""

import socket
from urllib.parse import urlparse

#: The port of such servers, where an address names none; seconds to wait for an answer.
_PORT, _PATIENCE = 15002, 20


def listens(address: str) -> None:
    """Raise OSError where no server listens; a client of Spark would try for ten minutes."""
    server = urlparse(address)
    asked = (server.hostname or "localhost", server.port or _PORT)
    with socket.create_connection(asked, _PATIENCE):
        pass
