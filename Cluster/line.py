"""One person's connection, kept open from request to request; short, so that the load takes little of the machine."""

import asyncio
import urllib.parse

# An answer takes a while where a commit waits for a standby.
PATIENCE_SECONDS = 10


class Broken(Exception):
    """The connection ended in mid-answer."""


class Line:
    def __init__(self, port, number):
        self.port = port
        self.address = f"127.1.{number // 250}.{number % 250 + 1}"
        self.reader = self.writer = None

    async def exchange(self, method, path, fields=None):
        """Status and body; raises `OSError`, `TimeoutError` or `Broken` where nobody answers."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self.attempt(method, path, fields)
        except BaseException:
            self.close()
            raise

    async def attempt(self, method, path, fields):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(
                "127.0.0.1", self.port, local_addr=(self.address, 0))
        body = b"" if fields is None else urllib.parse.urlencode(fields).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: text/html\r\n"
        if fields is not None:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        self.writer.write(head.encode() + b"\r\n" + body)
        try:
            return await self.answer()
        except (asyncio.IncompleteReadError, ValueError) as fault:
            raise Broken(str(fault)) from None

    async def answer(self):
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = head.split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        status = int(lines[0].split()[1])
        if headers.get("transfer-encoding") == "chunked":
            body = await self.chunks()
        else:
            body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection", "").lower() == "close":
            self.close()
        return status, body

    async def chunks(self):
        body = b""
        while True:
            size = int(await self.reader.readline(), 16)
            body += await self.reader.readexactly(size)
            await self.reader.readexactly(2)
            if size == 0:
                return body

    def close(self):
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None
