"""The code that an authenticator shows, and the passphrase of everybody who runs campaigns in tests."""

import base64
import hashlib
import hmac
import struct
import time

PASSPHRASE = "lantern gravel oboe tide"


def code(secret: str) -> str:
    """The code that an authenticator shows now (RFC 6238)."""
    letters = secret.replace(" ", "")
    key = base64.b32decode(letters + "=" * (-len(letters) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[19] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
