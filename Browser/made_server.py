"""A server of a test on a free port of this machine."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class MadeHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet for head and body

    def give(self, status: int, headers: dict[str, str], body: bytes) -> None:
        """Answers; what tells of the connection is this server's own."""
        self.send_response(status)
        for header, value in headers.items():
            if header.lower() not in ("content-length", "connection", "date", "server", "transfer-encoding"):
                self.send_header(header, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words) -> None:
        pass


class MadeServer:
    def __init__(self, handler: type[MadeHandler]):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
