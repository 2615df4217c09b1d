"""Credentials are what their standards say: programs that share no code with ours make and take the same.

The files of `Tests/Fixtures` are read by both sides. What the product made is in `ours_…`: its own tests make the same
again, these here show that others understand it.
"""

import json
from pathlib import Path

import cbor2
import pyotp
import pytest
import zxingcpp
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError
from PIL import Image, ImageDraw

from support import cbor_vectors
from support.fido2_site import raw, take

FIXTURES = Path(__file__).resolve().parents[1] / "Fixtures"


def fixture(name: str):
    return json.loads((FIXTURES / f"{name}.json").read_text())


@pytest.mark.parametrize("name", ["ours_passwords", "passwords"])
def test_another_argon2_takes_our_hashes(name: str):
    pairs = fixture(name)
    assert len(pairs) >= 3
    for pair in pairs:
        assert PasswordHasher().verify(pair["hash"], pair["password"])
        with pytest.raises(VerifyMismatchError):
            PasswordHasher().verify(pair["hash"], pair["password"] + "x")
        cost = extract_parameters(pair["hash"])
        assert (cost.memory_cost, cost.time_cost, cost.parallelism, cost.salt_len, cost.hash_len) == (19_456, 2, 1, 16, 32)


def test_another_program_makes_the_same_one_time_codes():
    vectors = fixture("one_time_codes")
    codes = pyotp.TOTP(vectors["base32"])
    assert [codes.at(code["at"]) for code in vectors["codes"]] == [code["code"] for code in vectors["codes"]]


def test_another_program_understands_the_address_of_our_one_time_codes():
    codes = pyotp.parse_uri(fixture("ours_qr_code")["text"])
    assert isinstance(codes, pyotp.TOTP)
    assert (codes.issuer, codes.name) == ("Müller & Söhne: Studio", "ada+test@engine.example")
    assert (codes.digits, codes.interval, codes.byte_secret()) == (6, 30, b"12345678901234567890")
    assert codes.at(59) == "287082"


@pytest.mark.parametrize("scale", [2, 5])
def test_another_program_reads_our_qr_code(scale: int):
    code = fixture("ours_qr_code")
    found = zxingcpp.read_barcodes(
        _drawn(code["path"], code["side"], scale), formats=zxingcpp.BarcodeFormat.QRCode
    )
    assert [it.text for it in found] == [code["text"]]


def _drawn(path: str, side: int, scale: int) -> Image.Image:
    """The path's rectangles, dark on light."""
    image = Image.new("L", (side * scale, side * scale), 255)
    draw = ImageDraw.Draw(image)
    for run in path.removeprefix("M").removesuffix("z").split("zM"):
        place, rest = run.split("h", 1)
        x, y = map(int, place.split())
        length = int(rest.split("v")[0])
        assert rest == f"{length}v1h-{length}"
        draw.rectangle([x * scale, y * scale, (x + length) * scale - 1, (y + 1) * scale - 1], fill=0)
    return image


def test_the_cbor_vectors_are_what_another_program_makes():
    assert fixture("cbor") == json.loads(json.dumps(cbor_vectors.vectors()))


def test_another_program_reads_the_cbor_vectors():
    vectors = fixture("cbor")
    for vector in vectors["appendix_a"] + vectors["canonical"]:
        cbor2.loads(bytes.fromhex(vector["cbor"]))


@pytest.mark.parametrize("name", ["passkeys", "chromium_passkeys"])
def test_another_site_takes_the_passkeys_that_ours_takes(name: str):
    vectors = fixture(name)
    for key in vectors["keys"]:
        credential = take(vectors["site"], vectors["origin"], key)
        assert credential.credential_id == raw(key["registration"]["id"])
        assert key["assertion"]["user_handle"] == vectors["handle"]
