"""What is told of people's data, for programs and for people: valid, complete, and equal to what the server runs by."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest
import yaml
from playwright.sync_api import expect

from support import fides
from support.books import MAIN
from support.person import Person
from support.product import LANGUAGES, Language, in_every_language
from support.server import Server
from support.studio_host import SETTINGS
from support.studio_page import StudioPage
from support.waiting import eventually


def get(server: Server, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{server.url}{path}", headers=headers, trust_env=False)


@pytest.fixture(scope="module")
def data_map(shared_server: Server) -> str:
    return get(shared_server, "/datamap.yml").text


def live_columns(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as database:
        tables = [
            row[0]
            for row in database.execute(
                "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
                " AND name <> 'grdb_migrations'"
            )
        ]
        return {
            f"{table}.{row[0]}" for table in tables for row in database.execute("SELECT name FROM pragma_table_xinfo(?)", [table])
        }


# The data map.


def test_the_data_map_is_valid_in_depth(data_map: str):
    assert fides.faults(data_map) == []


def test_the_data_map_is_the_live_schema_in_both_directions(shared_server: Server, data_map: str):
    mapped = set(fides.fields(yaml.safe_load(data_map)))
    for dataset, file in (("nbp_main", MAIN), ("nbp_keys", "keys/ring.sqlite")):
        ours = {name.removeprefix(f"{dataset}.") for name in mapped if name.startswith(f"{dataset}.")}
        assert ours == live_columns(shared_server.data / file)


OF_NOBODY = {
    # Keyed hashes of addresses that outlive their person.
    "mail_suppression",
    # Counts by hour and by day.
    "analytics_use",
    "analytics_day",
}


def test_every_table_about_people_leads_to_its_person(data_map: str):
    for dataset in yaml.safe_load(data_map)["dataset"]:
        for collection in dataset["collections"]:
            held = {category for field in collection["fields"] for category in field["data_categories"]}
            if dataset["fides_key"] != "nbp_main" or held == {"system.operations"}:
                continue
            if collection["name"] in OF_NOBODY:
                continue
            ways = [field for field in collection["fields"] if "fides_meta" in field]
            assert ways, f"{collection['name']} leads to nobody"


SPOILT = {
    "a misspelt member, deep inside": ("references:", "referenses:"),
    "an unknown category on a field": ("user.contact.email\n", "user.contact.emial\n"),
    "a basis of another spelling": ("legal_basis_for_processing: Contract", "legal_basis_for_processing: contract"),
    "a period in words": ("retention_period: P0D", "retention_period: forever"),
    "a use that is none": ("data_use: essential.service.security", "data_use: essential.service.secrecy"),
    "a misspelt member of a declaration": ("retention_period:", "retension_period:"),
}


@pytest.mark.parametrize(("right", "wrong"), SPOILT.values(), ids=SPOILT.keys())
def test_the_lint_finds_what_the_library_swallows(data_map: str, right: str, wrong: str):
    assert right in data_map
    try:
        found = fides.faults(data_map.replace(right, wrong, 1))
    except (ValueError, SystemExit):
        return  # the library itself refuses it
    assert found


def test_the_data_map_names_the_operator_and_the_cookies_of_https(new_server: Callable[..., Server]):
    server = new_server(**SETTINGS).start()
    headers = {"Host": "studio.example", "X-Forwarded-Proto": "https"}
    text = httpx.get(f"http://127.0.0.1:{server.port}/datamap.yml", headers=headers, trust_env=False).text
    assert fides.faults(text) == []
    written = yaml.safe_load(text)
    assert written["organization"][0]["controller"]["email"] == SETTINGS["contact_email"]
    assert "nbp_browser.cookies.__Host-sid" in fides.fields(written)


# The retention table.


def test_the_retention_table_has_a_rule_for_each_store_and_says_how_it_went(server: Server):
    server.upkeep()
    answer = get(server, "/retention.json")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    table = answer.json()
    assert set(table) == {"rules", "sweeper", "backups"}
    assert table["backups"]["keep"] == "P30D" and "key destroyed" in table["backups"]["erased_subjects"]
    ids = [rule["id"] for rule in table["rules"]]
    assert len(ids) == len(set(ids))
    stores = {rule["store"] for rule in table["rules"]}
    about_people = {
        collection["name"]
        for dataset in yaml.safe_load(get(server, "/datamap.yml").text)["dataset"]
        for collection in dataset["collections"]
        if any("user." in category for field in collection["fields"] for category in field["data_categories"])
    }
    assert stores == about_people - {"cookies"}
    sweeper = table["sweeper"]
    assert (sweeper["every"], sweeper["grace"], sweeper["overdue"], sweeper["held"]) == ("PT1H", "PT2H", 0, 0)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", sweeper["last_run"])
    again = get(server, "/retention.json", **{"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def whats_over_goes(server: Server) -> None:
    """A visitor is there for seven days from the last use, and gone with the next sweep after it."""
    person = Person(server)
    person.make("a tree", size="64x64")

    def visitors() -> int:
        with closing(sqlite3.connect(server.data / MAIN, timeout=10)) as database:
            return database.execute("SELECT count(*) FROM accounts_visitor").fetchone()[0]

    assert visitors() == 1
    server.advance("P6DT23H")
    server.upkeep()
    assert visitors() == 1
    server.advance("PT2H")
    server.upkeep()
    try:
        eventually(lambda: visitors() == 0, about="the visitor is gone", within=10)
    finally:
        person.close()
    assert get(server, "/retention.json").json()["sweeper"]["overdue"] == 0


def test_what_is_over_goes(server: Server):
    whats_over_goes(server)


def refused(server: Server, yaml_text: str) -> str:
    server.data.mkdir(mode=0o700, exist_ok=True)
    (server.data / "nbp.yaml").write_text(yaml_text)
    status, said = server.refusal()
    assert status == 1
    return said


SESSION = "r-accounts-session-behavior-secure-service"


@pytest.mark.parametrize(
    ("period", "words"),
    [("P31D", ["policy_altered", SESSION, "P30D"]), ("a month", ["retention[1]", "P7D"]), ("P0D", ["policy_altered"])],
)
def test_a_period_may_not_be_lengthened_or_put_in_words(new_server: Callable[..., Server], period: str, words: list[str]):
    said = refused(new_server(), f"retention:\n  - rule: {SESSION}\n    period: {period}\n")
    for word in words:
        assert word in said


def test_a_shorter_period_is_published(new_server: Callable[..., Server]):
    server = new_server()
    server.data.mkdir(mode=0o700)
    (server.data / "nbp.yaml").write_text(f"retention:\n  - rule: {SESSION}\n    period: P7D\n")
    server.start()
    rules = get(server, "/retention.json").json()["rules"]
    assert {rule["period"] for rule in rules if rule["store"] == "accounts_session"} == {"P7D"}


# The page.


@in_every_language
def test_the_policy_is_on_every_page_s_foot_and_each_sentence_can_be_pointed_at(studio: StudioPage):
    studio.open("/")
    studio.page.locator("footer").get_by_text(studio.language.say("privacy.page"), exact=True).click()
    expect(studio.page.locator("h1")).to_have_text(studio.language.say("privacy.title"))
    paragraphs = studio.page.locator(".policy section p:not(.hint)")
    ids = paragraphs.evaluate_all("all => all.map(one => one.id)")
    assert len(ids) > 15 and all(ids) and len(set(ids)) == len(ids)
    assert studio.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_policy_names_everything_that_is_kept(shared_server: Server):
    html = get(shared_server, "/privacy").text
    rules = get(shared_server, "/retention.json").json()["rules"]
    assert len(re.findall(r"<h3>", html)) == len({rule["category"] for rule in rules})
    assert "set-cookie" not in get(shared_server, "/privacy").headers


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_the_policy_leads_to_where_rights_are_used(shared_server: Server, language: Language):
    rights = get(shared_server, language.path("/privacy")).text.split('id="rights"', 1)[1].split("</section>", 1)[0]
    for page in map(language.path, ("/privacy/center", "/privacy/request", "/cookies")):
        assert f'href="{page}"' in rights
        assert get(shared_server, page).status_code == 200


def test_every_page_s_foot_leads_to_the_privacy_centre(shared_server: Server):
    known = set(shared_server.addresses())
    pages = [path for method, path in known if method == "GET" and ("GET", f"/zh-Hant{path}") in known and "{" not in path]
    seen = 0
    for prefix in ("", "/zh-Hant"):
        for page in pages:
            answer = get(shared_server, prefix + page)
            # Elsewhere one signs in first.
            if answer.status_code == 200:
                assert f'href="{prefix}/privacy/center"' in answer.text.split("<footer", 1)[1], prefix + page
                seen += 1
    assert seen > 20
