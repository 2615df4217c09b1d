"""Content credentials as an independent reader sees them (PyPI `c2pa-python`, the C2PA reference library)."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

KINDS = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}
UNTRUSTED = "signingCredential.untrusted"


@dataclass(frozen=True)
class Credentials:
    state: str
    """`Valid`, `Invalid`, or `Trusted`."""
    faults: list[str]
    manifest: dict
    text: str

    @property
    def actions(self) -> list[dict]:
        [assertion] = [each for each in self.manifest["assertions"] if each["label"].startswith("c2pa.actions")]
        return assertion["data"]["actions"]


def read(content: bytes, kind: str, trusting: Path | None = None) -> Credentials:
    """What the reader finds; with a root certificate that it shall trust."""
    settings = {"verify": {"verify_trust": True}}
    if trusting:
        settings["trust"] = {"trust_anchors": trusting.read_text()}
    context = c2pa.Context(settings=c2pa.Settings.from_dict(settings))
    with c2pa.Reader(KINDS[kind], io.BytesIO(content), context=context) as reader:
        text = reader.json()
    told = json.loads(text)
    faults = [each["code"] for each in told.get("validation_status", [])]
    return Credentials(told["validation_state"], faults, told["manifests"][told["active_manifest"]], text)


def is_whole(content: bytes, kind: str) -> bool:
    """Whether the reader finds nothing wrong but that it does not know who signed; a file that it cannot read is not whole."""
    try:
        found = read(content, kind)
    except c2pa.C2paError:
        return False
    return found.state == "Valid" and found.faults == [UNTRUSTED]


class SigningChain:
    """Certificates of an authority of our own for signing content credentials, sound ones and others, as files."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._authority = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority")])
        key = ec.generate_private_key(ec.SECP256R1())
        self.root = self._pem("root.pem", self._issue(self._authority, is_authority=True))
        self.certificate = self._pem("chain.pem", self._issue(key), self._issue(self._authority, is_authority=True))
        self.key = self._key("key.pem", key)

    def refused(self) -> Iterator[tuple[dict[str, Path], str]]:
        """Settings that no server starts with, and words of the reason."""
        key = ec.generate_private_key(ec.SECP256R1())
        other, wide = self._key("other.pem", key), ec.generate_private_key(ec.SECP384R1())
        expired = self._pem("expired.pem", self._issue(key, days=(-20, -1)))
        server = self._pem("server.pem", self._issue(key, purpose=ExtendedKeyUsageOID.SERVER_AUTH))
        p384 = self._pem("p384.pem", self._issue(wide))
        yield {"c2pa_cert": self.certificate}, "NBP_C2PA_KEY: is missing"
        yield {"c2pa_key": self.key}, "NBP_C2PA_CERT: is missing"
        yield {"c2pa_cert": self.certificate, "c2pa_key": other}, "does not fit"
        yield {"c2pa_cert": expired, "c2pa_key": other}, "expired at"
        yield {"c2pa_cert": server, "c2pa_key": other}, "cannot sign content credentials"
        yield {"c2pa_cert": p384, "c2pa_key": self._key("wide.pem", wide)}, "is not for the curve P-256"
        yield {"c2pa_cert": self.folder / "nothing.pem", "c2pa_key": self.key}, "cannot be read"
        yield {"c2pa_cert": self.certificate, "c2pa_key": self._key("open.pem", key, 0o644)}, "can be read by everybody"

    def _issue(
        self,
        key: ec.EllipticCurvePrivateKey,
        *,
        is_authority: bool = False,
        days: tuple[int, int] = (-1, 300),
        purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.EMAIL_PROTECTION,
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        owner = self._name if is_authority else x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Operator")])
        usage = dict.fromkeys(
            "content_commitment key_encipherment data_encipherment key_agreement encipher_only decipher_only crl_sign".split(),
            False,
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(owner)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + timedelta(days=days[0]))
            .not_valid_after(now + timedelta(days=days[1]))
            .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
            .add_extension(
                x509.KeyUsage(digital_signature=not is_authority, key_cert_sign=is_authority, **usage), critical=True
            )
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._authority.public_key()), critical=False
            )
        )
        if not is_authority:
            builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
        return builder.sign(self._authority, hashes.SHA256())

    def _pem(self, name: str, *chain: x509.Certificate) -> Path:
        file = self.folder / name
        file.write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in chain))
        return file

    def _key(self, name: str, key: ec.EllipticCurvePrivateKey, mode: int = 0o600) -> Path:
        file = self.folder / name
        file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.chmod(mode)
        return file
