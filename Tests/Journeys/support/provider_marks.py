"""Pictures as a provider delivers them, with its own content credentials (PyPI `c2pa-python`, the C2PA reference library).

    .venv/bin/python Tests/Journeys/support/provider_marks.py

writes `Tests/Fixtures/provider_marks.json`, which the tests in Swift take; run it again only to add to it.
"""

import base64
import io
import json
import sys
import tempfile
from pathlib import Path

import c2pa
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.credentials import KINDS, SigningChain  # noqa: E402

FIXTURE = Path(__file__).resolve().parents[2] / "Fixtures" / "provider_marks.json"
MAKER = "Provider Engine"
MADE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


class Provider:
    """Somebody who signs what they make, under an authority that nobody knows."""

    def __init__(self, folder: Path):
        chain = SigningChain(folder)
        self._signer = c2pa.Signer.from_info(
            c2pa.C2paSignerInfo(
                alg=b"es256",
                sign_cert=chain.certificate.read_bytes(),
                private_key=chain.key.read_bytes(),
                ta_url=None,
            )
        )

    def signed(self, content: bytes, kind: str, maker: str = MAKER, *, over: bytes | None = None, title: str = "") -> bytes:
        """The file with a manifest; `over` is a signed file that it was made from."""
        action = {"action": "c2pa.created", "digitalSourceType": MADE}
        if over:
            action = {"action": "c2pa.opened", "parameters": {"ingredientIds": ["first"]}}
        claim = {
            "title": title or "A picture",
            "claim_generator_info": [{"name": maker, "version": "9"}],
            "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [action]}}],
        }
        settings = c2pa.Settings.from_dict({"builder": {"thumbnail": {"enabled": False}}})
        builder = c2pa.Builder(claim, context=c2pa.Context(settings=settings))
        if over:
            ingredient = {"title": "first", "relationship": "parentOf", "instance_id": "first", "label": "first"}
            builder.add_ingredient(ingredient, KINDS[kind], io.BytesIO(over))
        out = io.BytesIO()
        builder.sign(self._signer, KINDS[kind], io.BytesIO(content), out)
        return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (16, 8)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (200, 60, 40)).save(file, kind.upper())
    return file.getvalue()


def fixture(folder: Path) -> list[dict]:
    provider = Provider(folder)
    files = {kind: provider.signed(picture(kind), kind) for kind in KINDS}
    first = provider.signed(picture("png"), "png", "First Engine")
    files["again"] = provider.signed(first, "png", over=first)
    return [
        {"name": name, "maker": MAKER, "file": base64.b64encode(content).decode()} for name, content in files.items()
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        FIXTURE.write_text(json.dumps(fixture(Path(scratch)), indent=1) + "\n")
