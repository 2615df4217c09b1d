"""The site's side of passkeys by PyPI's `fido2`, fed with the product's members."""

from base64 import urlsafe_b64decode

from fido2.server import Fido2Server
from fido2.webauthn import AttestedCredentialData, PublicKeyCredentialRpEntity


def raw(base64url: str) -> bytes:
    return urlsafe_b64decode(base64url + "=" * (-len(base64url) % 4))


def take(site: str, origin: str, key: dict) -> AttestedCredentialData:
    """Verifies a registration and then a sign-in with what it brought; raises when either is wrong."""
    server = Fido2Server(PublicKeyCredentialRpEntity(id=site, name="Studio"), verify_origin=lambda it: it == origin)
    data = server.register_complete(_state(key["creation_challenge"]), _registration(key["registration"]))
    credential = data.credential_data
    server.authenticate_complete(_state(key["request_challenge"]), [credential], _assertion(key["assertion"]))
    return credential


def _state(challenge: str) -> dict:
    return {"challenge": challenge, "user_verification": "required"}


def _registration(answer: dict) -> dict:
    response = {"clientDataJSON": answer["client_data"], "attestationObject": answer["attestation_object"]}
    return {"id": answer["id"], "rawId": answer["id"], "type": "public-key", "response": response}


def _assertion(answer: dict) -> dict:
    response = {
        "clientDataJSON": answer["client_data"],
        "authenticatorData": answer["authenticator_data"],
        "signature": answer["signature"],
        "userHandle": answer["user_handle"],
    }
    return {"id": answer["id"], "rawId": answer["id"], "type": "public-key", "response": response}
