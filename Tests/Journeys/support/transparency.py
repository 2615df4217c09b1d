"""What anybody can check of the audit log, by rules of our own: RFC 9162 (section 2.1), C2SP signed notes."""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from nacl.signing import VerifyKey

from support.books import Books

ED25519 = b"\x01"


def hash_leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Checkpoint:
    """A signed note that was verified."""

    origin: str
    size: int
    root: bytes


def verified(note: str, verifier_key: str) -> Checkpoint:
    """Reads a checkpoint; anything that is wrong with it raises."""
    text, _, signatures = note.partition("\n\n")
    name, key_id, key = verifier_key.strip().split("+", 2)
    raw = base64.b64decode(key, validate=True)
    assert raw[:1] == ED25519
    assert bytes.fromhex(key_id) == hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    dash, signer, encoded = signatures.removesuffix("\n").split(" ")
    signature = base64.b64decode(encoded, validate=True)
    assert (dash, signer, signature[:4].hex()) == ("\u2014", name, key_id)
    VerifyKey(raw[1:]).verify(f"{text}\n".encode(), signature[4:])
    origin, size, root = text.split("\n")
    return Checkpoint(origin, int(size), base64.b64decode(root, validate=True))


def shows_inclusion(leaf: int, size: int, data: bytes, path: list[bytes], root: bytes) -> bool:
    """RFC 9162, section 2.1.3.2."""
    if leaf >= size:
        return False
    at, last, result = leaf, size - 1, hash_leaf(data)
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            result = hash_node(sibling, result)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            result = hash_node(result, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and result == root


def shows_consistency(earlier: Checkpoint, later: Checkpoint, path: list[bytes]) -> bool:
    """RFC 9162, section 2.1.4.2."""
    if earlier.size == later.size:
        return path == [] and earlier.root == later.root
    if not path:
        return False
    if earlier.size & (earlier.size - 1) == 0:
        path = [earlier.root, *path]
    at, last = earlier.size - 1, later.size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = hash_node(sibling, first), hash_node(sibling, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = hash_node(second, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and (first, second) == (earlier.root, later.root)


def leaves(books: Books) -> list[bytes]:
    """The log's leaves as the tree commits to them, made anew from the database's columns."""
    rows = books.ask("SELECT type, at, subject_ref, commitment FROM audit_leaf ORDER BY number")
    return [
        json.dumps(
            {
                "at": moment(at),
                "commitment": commitment.hex(),
                "subject_ref": ref.hex() if ref is not None else None,
                "type": act,
            },
            separators=(",", ":"),
            sort_keys=True,
        ).encode()
        for act, at, ref, commitment in rows
    ]


def moment(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03}Z"
