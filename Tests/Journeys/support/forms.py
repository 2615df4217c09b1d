"""The forms of the website, as its pages have them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    name: str
    kind: str
    value: str = ""
    is_required: bool = False
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    page: str
    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)
    takes_file: bool = False

    def filled(self, values: dict[str, str]) -> dict[str, str]:
        """As somebody would send it: with what stands in it, what they choose, and the values by name."""
        sent = {}
        for each in self.fields.values():
            chosen = values.get(each.name)
            sent[each.name] = chosen or each.value or (each.options[-1] if each.options else "x")
        if "csrf" in self.fields:
            sent["csrf"] = self.fields["csrf"].value
        return sent

    def __str__(self) -> str:
        return f"{self.action} on {self.page}"


def forms(page: str, html: str) -> list[Form]:
    """Every form of a page, templates for scripts among them."""
    reader = _Reader(page)
    reader.feed(html)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.page, self.forms = page, []
        self.open: Form | None = None
        self.select: Field | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.open = Form(self.page, given.get("action", self.page), given.get("method", "get").upper())
            self.open.takes_file = given.get("enctype") == "multipart/form-data"
            self.forms.append(self.open)
        elif tag == "option" and self.select:
            if given.get("value"):
                self.select.options.append(given["value"])
        elif self.open and given.get("name") and tag in ("input", "textarea", "select", "button"):
            self._add(tag, given)

    def _add(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", tag) if tag == "input" else tag
        known = self.open.fields.get(given["name"])
        if known and kind in ("radio", "button"):
            known.options.append(given.get("value", ""))
            known.value = given.get("value", "") if "checked" in given else known.value
            return
        new = Field(given["name"], kind, given.get("value", ""), "required" in given)
        if kind == "radio":
            new.options, new.value = [new.value], new.value
        self.open.fields[new.name] = new
        if tag == "select":
            self.select = new

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = None
