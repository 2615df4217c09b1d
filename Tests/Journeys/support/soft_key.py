"""A passkey in software, written from the standard: what an authenticator and a browser would answer.

It shares no code with the product; `cbor2` and `cryptography` do its work.
"""

import hashlib
import json
import struct
from base64 import urlsafe_b64encode
from dataclasses import dataclass

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

PRESENT, VERIFIED, ELIGIBLE, BACKED_UP, CREDENTIAL, EXTENSIONS = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80


def base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def big_endian(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


@dataclass
class SoftKey:
    """One credential; `algorithm` is COSE's number."""

    algorithm: int
    credential_id: bytes
    site: str
    origin: str

    def __post_init__(self):
        if self.algorithm == -7:
            self.private = ec.generate_private_key(ec.SECP256R1())
        elif self.algorithm == -8:
            self.private = ed25519.Ed25519PrivateKey.generate()
        else:
            self.private = rsa.generate_private_key(65_537, 2_048)

    def cose(self) -> dict[int, object]:
        public = self.private.public_key()
        if self.algorithm == -7:
            point = public.public_numbers()
            return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        if self.algorithm == -8:
            return {1: 1, 3: -8, -1: 6, -2: public.public_bytes_raw()}
        numbers = public.public_numbers()
        return {1: 3, 3: -257, -1: big_endian(numbers.n), -2: big_endian(numbers.e)}

    def sign(self, message: bytes) -> bytes:
        if self.algorithm == -7:
            return self.private.sign(message, ec.ECDSA(hashes.SHA256()))
        if self.algorithm == -8:
            return self.private.sign(message)
        return self.private.sign(message, padding.PKCS1v15(), hashes.SHA256())

    def client_data(self, kind: str, challenge: bytes) -> bytes:
        account = {
            "type": kind,
            "challenge": base64url(challenge),
            "origin": self.origin,
            "crossOrigin": False,
            "other_keys_can_be_added_here": "do not compare clientDataJSON against a template",
        }
        return json.dumps(account, separators=(",", ":")).encode()

    def data(self, flags: int, count: int, tail: bytes = b"") -> bytes:
        return hashlib.sha256(self.site.encode()).digest() + struct.pack(">BI", flags, count) + tail

    def register(self, challenge: bytes, *, is_packed: bool = False, has_extensions: bool = False) -> dict:
        """The answer to a registration, in the product's members."""
        client_data = self.client_data("webauthn.create", challenge)
        tail = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id
        tail += cbor2.dumps(self.cose(), canonical=True)
        flags = PRESENT | VERIFIED | ELIGIBLE | CREDENTIAL
        if has_extensions:
            flags |= EXTENSIONS
            tail += cbor2.dumps({"credProtect": 2})
        data = self.data(flags, 0, tail)
        statement = {}
        if is_packed:
            signature = self.sign(data + hashlib.sha256(client_data).digest())
            statement = {"alg": self.algorithm, "sig": signature}
        form = "packed" if is_packed else "none"
        attestation = cbor2.dumps({"fmt": form, "attStmt": statement, "authData": data}, canonical=True)
        return {
            "id": base64url(self.credential_id),
            "client_data": base64url(client_data),
            "attestation_object": base64url(attestation),
            "transports": ["internal", "hybrid"],
        }

    def answer(self, challenge: bytes, handle: bytes, *, count: int = 0) -> dict:
        """The answer to a sign-in, in the product's members."""
        client_data = self.client_data("webauthn.get", challenge)
        data = self.data(PRESENT | VERIFIED | ELIGIBLE | BACKED_UP, count)
        return {
            "id": base64url(self.credential_id),
            "client_data": base64url(client_data),
            "authenticator_data": base64url(data),
            "signature": base64url(self.sign(data + hashlib.sha256(client_data).digest())),
            "user_handle": base64url(handle),
        }
