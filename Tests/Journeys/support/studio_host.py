"""A server of the public internet: its base URL is https, and a proxy that it trusts stands before it, this machine."""

from pathlib import Path

from support.server import Server

SETTINGS = {
    "base_url": "https://studio.example",
    "contact_email": "privacy@studio.example",
    "operator_name": "Studio",
    "operator_address": "1 Road\nTown",
    "operator_country": "DE",
    "trusted_proxies": "127.0.0.1",
}


def studio_server(folder: Path, **settings: object) -> Server:
    return Server(folder, **SETTINGS | settings)


def through_proxy(address: str = "203.0.113.7") -> dict[str, str]:
    """What the proxy says of a request from an address."""
    return {"Host": "studio.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": address}
