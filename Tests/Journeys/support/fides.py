"""A data map against Fideslang itself, and the deep lint for what the library swallows without a word."""

import re
from collections.abc import Iterator

import yaml
from fideslang import DEFAULT_TAXONOMY
from fideslang.models import Taxonomy
from fideslang.relationships import get_referenced_missing_keys

PERIOD = re.compile(r"P(\d+[DMY])+")
BASES = {"Consent", "Contract", "Legal obligations", "Vital interests", "Public interest", "Legitimate interests"}


def parsed(text: str) -> tuple[dict, Taxonomy]:
    """The manifest as it is written, and as the library understands it; what it rejects, it raises."""
    written = yaml.safe_load(text)
    return written, Taxonomy.model_validate(written)


def faults(text: str) -> list[str]:
    """Everything that is wrong with a manifest."""
    written, taxonomy = parsed(text)
    return [*_dropped(written, taxonomy), *_unknown(taxonomy), *_bad_declarations(written), *_orphans(written)]


def _paths(value: object, at: str = "") -> Iterator[str]:
    """Where every member is that says something."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{at}.{key}"
            yield from _paths(inner, f"{at}.{key}")
    elif isinstance(value, list):
        for item in value:
            # The library sorts lists, so an item is known by its name.
            name = item.get("fides_key") or item.get("name") or item.get("field", "") if isinstance(item, dict) else ""
            yield from _paths(item, f"{at}[{name}]")


def _dropped(written: dict, taxonomy: Taxonomy) -> list[str]:
    """Misspelt members, at any depth."""
    understood = set(_paths(taxonomy.model_dump(mode="json")))
    return [f"dropped: {path}" for path in _paths(written) if path not in understood]


def _known(kind: str) -> set[str]:
    return {row.fides_key for row in getattr(DEFAULT_TAXONOMY, kind)}


def _unknown(taxonomy: Taxonomy) -> list[str]:
    """Names that nothing defines, in declarations and on fields."""
    whole = taxonomy.model_copy(deep=True)
    for kind in ("data_category", "data_use", "data_subject"):
        setattr(whole, kind, [*getattr(DEFAULT_TAXONOMY, kind), *(getattr(whole, kind) or [])])
    missing = [f"missing: {key}" for key in get_referenced_missing_keys(whole)]
    categories = _known("data_category")
    fields = [(collection.name, field) for dataset in taxonomy.dataset for collection in dataset.collections for field in collection.fields]
    return missing + [
        f"unknown category: {name}.{field.name} {category}"
        for name, field in fields
        for category in field.data_categories or []
        if category not in categories
    ]


def declarations(written: dict) -> list[dict]:
    return [each for system in written["system"] for each in system["privacy_declarations"]]


def _bad_declarations(written: dict) -> Iterator[str]:
    uses: dict[tuple[str, str], str] = {}
    for each in declarations(written):
        basis, period = each.get("legal_basis_for_processing"), each.get("retention_period")
        if basis not in BASES:
            yield f"basis: {each['name']}"
        if not PERIOD.fullmatch(str(period)):
            yield f"retention: {each['name']}"
        for category in each["data_categories"]:
            if uses.setdefault((category, each["data_use"]), basis) != basis:
                yield f"two bases: {category} for {each['data_use']}"


def fields(written: dict) -> dict[str, list[str]]:
    """The categories of each field, as `dataset.collection.field`."""
    return {
        f"{dataset['fides_key']}.{collection['name']}.{field['name']}": field.get("data_categories", [])
        for dataset in written["dataset"]
        for collection in dataset["collections"]
        for field in collection["fields"]
    }


def _orphans(written: dict) -> list[str]:
    on_fields = {category for categories in fields(written).values() for category in categories}
    declared = {category for each in declarations(written) for category in each["data_categories"]}
    bare = [name for name, categories in fields(written).items() if not categories]
    return (
        [f"no category: {name}" for name in bare]
        + [f"in no declaration: {category}" for category in on_fields - declared]
        + [f"on no field: {category}" for category in declared - on_fields]
    )
