"""Witnesses that misbehave, each in its own way."""

import socket
import threading
import time


def bad_witness(behave):
    """A witness that misbehaves on each connection; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def converse(connection):
        try:
            connection.recv(65536)
            behave(connection)
        except OSError:
            pass

    def serve():
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=converse, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def hang(connection):
    time.sleep(600)


def drip(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        connection.sendall(b"x")
        time.sleep(0.5)


def flood(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def redirect(connection):
    connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
    connection.close()
