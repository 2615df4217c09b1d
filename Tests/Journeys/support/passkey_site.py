"""A site of one page with two buttons, to run the product's `passkey.js` in a browser without the product."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[3] / "share" / "assets"

# As strict as the product's own.
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; require-trusted-types-for 'script'"

PAGE = """<!doctype html><html lang="en"><title>Passkeys</title>
<template id="words" data-passkey-title="It did not work." data-passkey-cancelled="Cancelled." data-passkey-known="Known already."
 data-passkey-unsupported="Not here." data-passkey-failed="Failed." data-offline-title="Nobody answers." data-offline-detail="Try again."></template>
<p id="problem" role="alert"></p>
<button hidden data-passkey="create" data-options="/create/options" data-finish="/create" data-next="/done" data-problem="problem">Make</button>
<button hidden data-passkey="get" data-options="/get/options" data-finish="/get" data-next="/done" data-problem="problem">Use</button>
<script type="module" src="/assets/passkey.js"></script></html>"""


class PasskeySite:
    """`options` is what the browser is asked with; `answers` is what it posted."""

    def __init__(self):
        self.options: dict[str, dict] = {}
        self.answers: dict[str, dict] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path.startswith("/assets/"):
                    self.send("text/javascript", (ASSETS / Path(self.path).name).read_bytes())
                elif self.path == "/favicon.ico":
                    self.send("image/x-icon", b"")
                else:
                    self.send("text/html; charset=utf-8", PAGE.encode() if self.path == "/" else b"<title>Done</title>")

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                kind, _, step = self.path[1:].partition("/")
                if step != "options":
                    site.answers[kind] = body
                self.send("application/json", json.dumps(site.options[kind] if step else {}).encode())

            def send(self, kind: str, body: bytes):
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", POLICY)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.origin = f"http://localhost:{self.server.server_port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def add_authenticator(page) -> None:
    """Gives the page's browser a device that holds passkeys and knows its person."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def creation_options(challenge: str, handle: str, known: list[dict] | None = None, owner: str = "localhost") -> dict:
    """The members and values of the product's `PasskeyCreationOptions`."""
    return {
        "rp": {"id": owner, "name": "Studio"},
        "user": {"id": handle, "name": "ada@engine.example", "displayName": "ada@engine.example"},
        "challenge": challenge,
        "pubKeyCredParams": [{"type": "public-key", "alg": number} for number in (-8, -7, -257)],
        "timeout": 300_000,
        "excludeCredentials": known or [],
        "authenticatorSelection": {"residentKey": "required", "requireResidentKey": True, "userVerification": "required"},
        "attestation": "none",
    }


def request_options(challenge: str, known: list[dict] | None = None) -> dict:
    """The members and values of the product's `PasskeyRequestOptions`."""
    return {
        "rpId": "localhost",
        "challenge": challenge,
        "timeout": 300_000,
        "allowCredentials": known or [],
        "userVerification": "required",
    }
