"""nginx before the nodes, from Debian's package, in a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import time

from site_under_test import must

# One address of the loopback network for each person's connection, so that the proxy keeps them apart.
CONFIGURATION = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Connection "";
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_connect_timeout 2s;
    proxy_read_timeout 20s;
    # A POST that has been sent is not sent again by the proxy: the person does that, with the same key.
    proxy_next_upstream error timeout;
{sites}
}}
"""

SITE = """
    upstream to_{port} {{
{choice}
{servers}
        keepalive 64;
    }}
    server {{
        listen 127.0.0.1:{port};
        keepalive_requests 1000000;
        location / {{ proxy_pass http://to_{port}; }}
    }}
"""


# A person stays with one process (docs/scaling.md); when it is gone, with another.
BY_PERSON = "hash $remote_addr consistent;"
# All requests come from one address.
IN_TURNS = "# in turns"


class Proxy:
    def __init__(self, folder, sites):
        """`sites`: for each port to listen on, the ports of the nodes behind it and how one is chosen."""
        self.folder = folder
        self.sites = sites
        self.process = None

    def start(self):
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        must(os.access(program, os.X_OK), "nginx is not installed: bin/setup --cluster")
        self.folder.mkdir()
        file = self.folder / "nginx.conf"
        file.write_text(CONFIGURATION.format(
            folder=self.folder, user="user root;" if os.getuid() == 0 else "",
            sites="".join(self.site(port, *site) for port, site in self.sites.items()),
        ))
        self.process = subprocess.Popen(
            [program, "-p", str(self.folder), "-e", str(self.folder / "error.log"), "-c", str(file)],
            stdin=subprocess.DEVNULL,
        )
        for port in self.sites:
            self.wait(port)

    def site(self, port, nodes, choice):
        servers = "\n".join(f"        server 127.0.0.1:{node} max_fails=1 fail_timeout=1s;" for node in nodes)
        return SITE.format(port=port, servers=servers, choice=f"        {choice}")

    def wait(self, port):
        end = time.monotonic() + 10
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        must(False, f"nginx does not listen: {(self.folder / 'error.log').read_text()[-800:]}")

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=10)
