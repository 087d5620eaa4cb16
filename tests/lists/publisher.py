"""A publisher on 127.0.0.1: it answers as a test sets it, and counts what it was asked."""

import csv
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

DATA = Path(__file__).parent / "data"
CELLS = list(csv.DictReader((DATA / "uflpa_2026-08-19.csv").open(encoding="utf-8")))
Answer = Callable[[BaseHTTPRequestHandler], None]


def uflpa_page(cells: list[dict[str, str]]) -> bytes:
    """Return the DHS page with these names, in its three tables."""
    parts = ["<!DOCTYPE html><html><head><title>UFLPA Entity List</title></head><body>"]
    for section in ("i", "ii", "v"):
        law = f"2(d)(2)(B)({section})"
        parts.append(
            f"<p><strong>{law}</strong></p><table><tr><th>Name of Entity</th><th>Effective"
            " Date</th></tr>"
        )
        for cell in cells:
            if cell["section"] == law:
                year, month, day = cell["effective_dates"].split("|")[0].split("-")
                parts.append(
                    f"<tr><td>{cell['name_cell'].replace('&', '&amp;')}</td><td>{month}/{day}/{year}</td></tr>"
                )
        parts.append("</table>")
    return "".join([*parts, "</body></html>"]).encode()  # fmt: skip


PAGE = uflpa_page(CELLS)


class Server:
    """A server on 127.0.0.1 whose answers a test sets by path; it counts what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                outer.answers[self.path](self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


def gives(body: bytes, etag: str = "", status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        if etag and request.headers.get("If-None-Match") == etag:
            request.send_response(304)
            request.end_headers()
            return
        request.send_response(status)
        for name, value in (headers | ({"ETag": etag} if etag else {})).items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer
