"""Writes what other implementations of the credentials' standards make, for our tests to take.

    .venv/bin/python Tests/Journeys/support/credential_fixtures.py

The results are in the repository; run it again only to add to them. Files named `ours_…` hold what the product made and are
not touched: `test_credentials_elsewhere.py` shows them to the same implementations.
"""

import json
import secrets
import sys
from pathlib import Path

import pyotp
from argon2 import PasswordHasher

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support import cbor_vectors  # noqa: E402
from support.soft_key import SoftKey, base64url  # noqa: E402

FIXTURES = Path(__file__).resolve().parents[2] / "Fixtures"

PASSWORDS = ["nbp-test-password", "correct horse battery staple", "  Zwölf Zeichen  ", "密碼密碼密碼密碼密碼密碼", "a" * 256, "nul\0inside it"]
MOMENTS = [0, 29, 30, 59, 1_111_111_109, 1_234_567_890, 1_700_000_000, 2_000_000_000, 20_000_000_000]


def passwords() -> list[dict]:
    hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, salt_len=16)
    known = hasher.hash("nbp-test-password", salt=bytes(range(16)))
    return [{"password": PASSWORDS[0], "hash": known}] + [{"password": text, "hash": hasher.hash(text)} for text in PASSWORDS]


def one_time_codes() -> dict:
    secret = pyotp.random_base32()
    codes = pyotp.TOTP(secret)
    return {"base32": secret, "codes": [{"at": moment, "code": codes.at(moment)} for moment in MOMENTS]}


def passkeys() -> dict:
    site, origin = "studio.example", "https://studio.example"
    keys, handle = [], secrets.token_bytes(32)
    for algorithm in (-7, -8, -257):
        for is_packed in (False, True):
            key = SoftKey(algorithm, secrets.token_bytes(32), site, origin)
            first, second = secrets.token_bytes(32), secrets.token_bytes(32)
            keys.append(
                {
                    "made_by": f"soft key, algorithm {algorithm}" + (", self attestation" if is_packed else ""),
                    "creation_challenge": base64url(first),
                    "registration": key.register(first, is_packed=is_packed, has_extensions=is_packed),
                    "request_challenge": base64url(second),
                    "assertion": key.answer(second, handle, count=7 if is_packed else 0),
                }
            )
    return {"site": site, "origin": origin, "handle": base64url(handle), "keys": keys}


def main() -> None:
    FIXTURES.mkdir(exist_ok=True)
    made = {
        "cbor": cbor_vectors.vectors(),
        "one_time_codes": one_time_codes(),
        "passkeys": passkeys(),
        "passwords": passwords(),
    }
    for name, content in made.items():
        (FIXTURES / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
