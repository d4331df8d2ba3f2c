"""The proxy whose settings we ship (``deploy/nginx.conf``): a real nginx before a test's instance."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.instances import free_port
from tests.mould import ROOT

SHIPPED = ROOT / "deploy" / "nginx.conf"
NGINX = os.environ.get("NGINX", "")
"""Where nginx lies; without it the tests that need one are not there."""
TOP = """daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{
client_body_temp_path {folder}/spooled/body; proxy_temp_path {folder}/spooled/proxy;
fastcgi_temp_path {folder}/spooled/f; uwsgi_temp_path {folder}/spooled/u; scgi_temp_path {folder}/spooled/s;
{shipped}
}}
"""


def settings_for(folder: Path, *, port: int, before: int) -> str:
    """Return the shipped settings for a nginx that listens on ``port`` without TLS, before ``before``."""
    shipped = SHIPPED.read_text().replace("127.0.0.1:8000", f"127.0.0.1:{before}")
    encrypted = (
        shipped[: shipped.index("server {")] + shipped[shipped.index("server {", shipped.index("301")) :]
    )
    in_clear = re.sub(r"(?m)^\s*(listen|ssl_\w+|error_log) [^;]+;\n", "", encrypted)
    in_clear = in_clear.replace("server {", f"server {{\n    listen 127.0.0.1:{port};", 1)
    return TOP.format(folder=folder, shipped=in_clear)


@contextlib.contextmanager
def proxy(folder: Path, *, before: int) -> Iterator[int]:
    """Give the port of an nginx before the server on the port ``before``; what it spools to disk lies in
    ``folder / "spooled"``."""
    port = free_port()
    (folder / "spooled").mkdir(parents=True)
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(settings_for(folder, port=port, before=before))
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(10)
