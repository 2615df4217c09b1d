"""Certificates of an authority of our own, as files that a server is given."""

import os
import ssl
from pathlib import Path

import trustme


class Certificates:
    """The two files that a server serves https with; both can be replaced while it runs."""

    def __init__(self, folder: Path):
        self.authority = trustme.CA()
        self.chain, self.key = folder / "chain.pem", folder / "key.pem"

    @property
    def trust(self) -> ssl.SSLContext:
        """What believes in this authority alone."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.authority.configure_trust(context)
        return context

    def issue(self, *, only_chain: bool = False, **options: object) -> None:
        """Puts a new pair in place, as tools do that renew certificates: written beside, then renamed."""
        leaf = self.authority.issue_cert("localhost", "127.0.0.1", **options)
        self._replace(self.chain, b"".join(pem.bytes() for pem in leaf.cert_chain_pems), 0o644)
        if not only_chain:
            self._replace(self.key, leaf.private_key_pem.bytes(), 0o600)

    @staticmethod
    def _replace(file: Path, content: bytes, mode: int) -> None:
        beside = file.with_suffix(".new")
        beside.write_bytes(content)
        beside.chmod(mode)
        os.replace(beside, file)
