"""A server with a block list, and somebody of its staff who decides."""

import re
import sqlite3
import subprocess
from contextlib import closing

from playwright.sync_api import Page

from support.member import PASSWORD, Client, new_address
from support.product import clean_environment, executable
from support.server import Server

RULES = """
[weapons]
reason: Instructions for weapons are not drawn here.
reason.zh-Hant: 這裡不畫武器的製作說明。
severity: high
- pipe bomb
- 土製炸彈
"""
REFUSED = {"en": "A Pipe-Bomb with flowers", "zh-Hant": "開滿花的土 製 炸 彈"}


def with_rules(server: Server, rules: str = RULES) -> Server:
    server.data.mkdir(parents=True, exist_ok=True)
    (server.data / "blocklist.txt").write_text(rules, encoding="utf-8")
    return server


def create(server: Server, email: str, role: str) -> str:
    """Makes somebody staff by the command line; the link that sets their password."""
    said = subprocess.run(
        [executable("nbp"), "admin", "create", "--email", email, "--role", role, "--country", "TW"],
        env=clean_environment(**server.settings | {"test_port": None}),
        cwd=server.log.parent,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return re.search(r"http\S+", said).group(0)


def give_second_factors(server: Server) -> None:
    """As if every session of the staff had begun with a second factor."""
    with closing(sqlite3.connect(server.data / "nbp.sqlite", timeout=10)) as books, books:
        books.execute(
            "UPDATE accounts_session SET second_factor_at = made_at WHERE subject_id IN (SELECT subject_id FROM accounts_staff)"
        )


class Staffer(Client):
    """A program of somebody of the staff, signed in as if with a second factor."""

    def __init__(self, server: Server, role: str = "support"):
        super().__init__(server)
        self.address = new_address()
        path = create(server, self.address, role).removeprefix(server.url)
        assert self.form(path, path, password=PASSWORD).status_code == 303
        assert self.sign_in(self.address).status_code == 200
        give_second_factors(server)


def appoint(server: Server, page: Page, role: str = "support", email: str = "staff@mail.example") -> Page:
    """Makes somebody staff by the command line and signs them in on this page, as if with a second factor."""
    page.goto(create(server, email, role))
    page.locator("#password").fill(PASSWORD)
    page.locator("main button.make").click()
    page.goto(server.url + "/login")
    page.locator("#email").fill(email)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button.make").click()
    page.wait_for_url(lambda url: "/login" not in url)
    give_second_factors(server)
    return page


def mails(server: Server, to: str) -> list:
    from support.post import parsed

    files = sorted((server.data / "outbox").glob("[!.]*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [mail for mail in map(parsed, (file.read_bytes() for file in files)) if mail["to"] == to]
