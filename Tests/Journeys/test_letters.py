"""Letters to many: who gets them, how one ends them, and that this holds for good."""

import base64
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import dkim
import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519

from support.books import Books
from support.canary import traces
from support.letters import letter, nbp_mail, send
from support.member import PASSWORD, Client, Member, link, mails
from support.post import PostOffice, plain
from support.product import ENGLISH
from support.server import Server
from support.studio_host import studio_server, through_proxy
from support.waiting import eventually

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def got(server: Server, address: str, subject: str) -> bool:
    return subject in [mail["Subject"] for mail in mails(server, address)]


def way_out(server: Server, address: str, subject: str) -> str:
    """The address that a letter's head names for ending such letters."""
    [mail] = [mail for mail in mails(server, address) if mail["Subject"] == subject]
    return mail["List-Unsubscribe"].strip("<>")


def test_nobody_gets_news_who_never_asked_for_them(server: Server):
    with closing(Member(server)) as member:
        file, _ = letter(server.log.parent)
        counted = nbp_mail(server, "news", "--file", file, "--dry-run")
        assert counted.returncode == 0 and "Would get it: 0 of 1" in counted.stdout
        assert Books(server.data).count("mail_campaign") == 0
        assert not got(server, member.address, send(server, "news"))


def test_an_update_is_ended_by_one_click_for_good_and_warnings_still_arrive(server: Server):
    with closing(Member(server)) as member:
        subject = send(server, "update")
        assert got(server, member.address, subject)
        click = way_out(server, member.address, subject)
        assert click in plain(mails(server, member.address)[-1])
        path = re.sub(r"^https?://[^/]+", "", click)
        page = httpx.get(server.url + path, trust_env=False)
        assert page.status_code == 200 and "set-cookie" not in page.headers
        assert got(server, member.address, send(server, "update")), "looking at the page ended something"
        for _ in range(2):
            answer = httpx.post(server.url + path, data=ONE_CLICK, trust_env=False)
            assert answer.status_code == 200 and "set-cookie" not in answer.headers
        assert not got(server, member.address, send(server, "update"))
        before = len(mails(server, member.address))
        change = {"current_password": PASSWORD, "password": "quite another long password"}
        assert member.form("/account", "/account/password", **change).status_code == 200
        link(server, member.address, after=before)
        come_back(server, member, "quite another long password")
        assert not got(server, member.address, send(server, "update"))
    assert Books(server.data).count("mail_suppression") == 1
    files = {"address": member.address.encode()}
    assert [trace for trace in traces(server.data, files) if "outbox" not in trace and ".eml" not in trace] == []


def come_back(server: Server, member: Member, password: str = PASSWORD) -> None:
    """Closes the account and opens another one with the same address."""
    assert member.form("/account/close", "/account/close", current_password=password).status_code == 303
    again = Client(server)
    last = ENGLISH.say("mail.account_closed.subject")
    eventually(
        lambda: [mail["Subject"] for mail in mails(server, member.address)] == [last], about="earlier mails are gone"
    )
    assert again.ask_for_account(member.address).status_code == 201
    confirm = link(server, member.address, to="/confirm/")
    assert again.form(confirm, confirm, password=PASSWORD).status_code == 303
    again.close()


def test_whoever_switches_updates_on_again_gets_them(server: Server):
    with closing(Member(server)) as member:
        subject = send(server, "update")
        path = re.sub(r"^https?://[^/]+", "", way_out(server, member.address, subject))
        httpx.post(server.url + path, data=ONE_CLICK, trust_env=False)
        page = member.http.get("/account/preferences").text
        assert not re.search(r'name="update_mails"[^>]* checked', page)
        choice = {"language": "en", "theme": "auto", "update_mails": "yes"}
        assert member.form("/account/preferences", "/account/preferences", **choice).status_code == 303
        assert re.search(r'name="update_mails"[^>]* checked', member.http.get("/account/preferences").text)
        assert got(server, member.address, send(server, "update"))


def test_whoever_consents_to_news_again_after_ending_them_gets_them(server: Server):
    with closing(Member(server)) as member:

        def consent() -> None:
            answer = member.http.post("/api/privacy/consents", json={"purpose": "send_news", "given": True})
            assert answer.status_code == 201

        consent()
        path = re.sub(r"^https?://[^/]+", "", way_out(server, member.address, send(server, "news")))
        httpx.post(server.url + path, data=ONE_CLICK, trust_env=False)
        assert not got(server, member.address, send(server, "news"))
        consent()
        assert got(server, member.address, send(server, "news"))


def test_the_same_letter_goes_to_nobody_twice(server: Server):
    with closing(Member(server)) as member:
        subject = send(server, "update")
        again = nbp_mail(server, "update", "--file", server.log.parent / "letter.md")
        assert again.returncode == 1 and "went out" in again.stderr
        assert [mail["Subject"] for mail in mails(server, member.address)].count(subject) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [("Hello", '"# en: The subject"'), ("# en: A\na", "zh-Hant is missing"), ("# fr: A\na", "names no language")],
)
def test_what_is_no_letter_is_refused_with_what_to_do(shared_server: Server, tmp_path: Path, text: str, said: str):
    file = tmp_path / "letter.md"
    file.write_text(text)
    done = nbp_mail(shared_server, "news", "--file", file)
    assert done.returncode == 1 and said in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.fixture
def signing(tmp_path: Path) -> Iterator[tuple[Server, PostOffice, bytes]]:
    """A public server whose mails are signed and go to a mail server, and what the DNS says of its key."""
    key = ed25519.Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "dkim.pem").write_bytes(pem)
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    record = b"v=DKIM1; k=ed25519; p=" + base64.b64encode(raw)
    with PostOffice() as office:
        server = studio_server(
            tmp_path,
            smtp_url=f"smtp://127.0.0.1:{office.port}",
            mail_from="Studio <no-reply@studio.example>",
            dkim_key=tmp_path / "dkim.pem",
            dkim_domain="studio.example",
            dkim_selector="s1",
        )
        yield server.start(), office, record
        server.close()


def test_mail_programs_get_their_button_under_the_signature(signing: tuple[Server, PostOffice, bytes]):
    server, office, record = signing
    with closing(Client(server, **through_proxy())) as client:
        address = "mei@mail.example"
        assert client.ask_for_account(address).status_code == 201
        [mail] = eventually(lambda: office.mails, about="the link is sent")
        confirm = re.search(r"https://studio\.example(/confirm/\S+)", plain(mail)).group(1)
        assert client.form(confirm, confirm, password=PASSWORD).status_code == 303
        subject = send(server, "update")
        mail = office.mails[-1]
        assert mail["Subject"] == subject
        content = office.received[-1].original_content
        signature = mail["DKIM-Signature"].replace(" ", "").lower()
        assert ":list-unsubscribe:list-unsubscribe-post:" in signature
        assert dkim.verify(content, dnsfunc=lambda *_, **__: record)
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        click = mail["List-Unsubscribe"].strip("<>")
        assert click.startswith("https://studio.example/unsubscribe/")
        path = click.removeprefix("https://studio.example")
        answer = httpx.post(server.url + path, data=ONE_CLICK, headers=through_proxy(), trust_env=False)
        assert answer.status_code == 200
        count = len(office.mails)
        send(server, "update")
        assert len(office.mails) == count
