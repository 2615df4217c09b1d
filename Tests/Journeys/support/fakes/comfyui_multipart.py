"""Forms with files (RFC 7578), read strictly: what a lenient reader would guess is refused."""

import re
from dataclasses import dataclass


class Malformed(Exception):
    pass


@dataclass(frozen=True)
class Part:
    data: bytes
    filename: str | None

    @property
    def text(self) -> str:
        return self.data.decode()


def fields(content_type: str, body: bytes) -> dict[str, Part]:
    boundary = re.fullmatch(r'multipart/form-data;\s*boundary="?([A-Za-z0-9\'()+_,./:=?-]{1,70})"?', content_type)
    if not boundary:
        raise Malformed("no boundary")
    mark = b"--" + boundary[1].encode()
    first, *pieces = (b"\r\n" + body).split(b"\r\n" + mark)
    if first or not pieces or not re.fullmatch(rb"--(\r\n)?", pieces[-1]):
        raise Malformed("not framed by its boundary")
    return dict(map(_part, pieces[:-1]))


def _part(piece: bytes) -> tuple[str, Part]:
    head, separator, data = piece.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    if any(": " not in line for line in lines[1:]):
        raise Malformed("a header without a value")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
    disposition = re.fullmatch(r'form-data; name="([^"]+)"(?:; filename="([^"]*)")?', headers.get("content-disposition", ""))
    if lines[0] or not separator or not disposition:
        raise Malformed("a part without a name")
    return disposition[1], Part(data, disposition[2])
