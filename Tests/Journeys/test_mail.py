"""Mails: what they say, that they go out encrypted or not at all, and that none is lost or doubled."""

import base64
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from support.books import Books
from support.post import PASSWORD, USER, Authority, PostOffice, html, parsed, plain
from support.product import Language, in_every_language
from support.server import Server
from support.waiting import eventually

SENDER = "Studio Ä <no-reply@studio.example>"
RECIPIENT = "mei@mail.example"
ELSEWHERE = "127.0.0.2"  # this machine, but by no name of it: what goes there must be encrypted
KINDS = [
    "confirm_address",
    "address_in_use",
    "reset_password",
    "reset_unknown",
    "password_changed",
    "email_change_confirm",
    "email_change_notice",
    "second_factor_on",
    "second_factor_off",
    "passkey_added",
    "passkey_removed",
    "recovery_codes_made",
    "recovery_code_used",
    "new_sign_in",
    "api_key_made",
    "api_key_rotated",
    "api_key_changed",
    "account_closed",
    "restriction_lifting",
    "webhook_gone",
    "webhook_failing",
    "suspended",
]
SAMPLE = {
    "link": "https://studio.example/sample/4f7c2a9e?from=mail&step=2",
    "code": "482 913",
    "time": "2026-11-23 18:00 UTC",
    "device": "Firefox, Linux",
    "place": "203.0.113.0/24",
    "reason": "A sample reason: <spam> & 垃圾訊息",
    "name": "Shop",
    "change": "Pictures a day: 100",
    "product": "Nano Banana Pro",
}

Servers = Callable[..., Server]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def mailing(new_server: Servers, url: str, authority: Authority | None = None, **settings: object) -> Server:
    """A running server that sends its mails to a mail server."""
    certificates = {"smtp_ca": authority.file} if authority else {}
    return new_server(smtp_url=url, mail_from=SENDER, **certificates, **settings).start()


def waiting(server: Server) -> int:
    return Books(server.data).count("mail_outbox")


def tried(server: Server) -> bool:
    """Whether a mail waits that could not be handed over."""
    question = "SELECT count(*) FROM queue_work WHERE type = 'mail.send' AND failures > 0"
    return Books(server.data).ask(question)[0][0] > 0 and waiting(server) > 0


def settled(server: Server) -> None:
    eventually(lambda: waiting(server) == 0, about="no mail waits any more")
    assert Books(server.data).ask("SELECT count(*) FROM queue_work WHERE type = 'mail.send'") == [(0,)]


def outbox(server: Server) -> list[Path]:
    return sorted(server.data.glob("outbox/[!.]*.eml"))


# What they say.


@in_every_language
def test_each_kind_of_mail_says_the_right_thing_in_its_language(server: Server, language: Language):
    for kind in KINDS:
        server.mail(RECIPIENT, kind, language.tag)
    files = eventually(lambda: len(outbox(server)) == len(KINDS) and outbox(server), about="all mails are written")
    mails = [parsed(file.read_bytes()) for file in files]
    subjects = {kind: language.say(f"mail.{kind}.subject", **SAMPLE) for kind in KINDS}
    assert sorted(mail["Subject"] for mail in mails) == sorted(subjects.values())
    for kind in KINDS:
        mail = next(mail for mail in mails if mail["Subject"] == subjects[kind])
        said = language.say(f"mail.{kind}.body", **SAMPLE, operator="localhost")
        text = plain(mail)
        for paragraph in said.split("\n\n"):
            assert paragraph in text
        link = SAMPLE["link"] in text
        assert link
        assert (SAMPLE["link"].replace("&", "&amp;") in html(mail)) == link
        assert re.search(r"\{\w+\}", text + html(mail).split("</head>")[1]) is None
        assert language.say("page.independence") in text
        assert mail["Content-Language"] == language.tag
        assert (mail["To"], mail["From"]) == (RECIPIENT, "Nano Banana Pro <no-reply@localhost>")
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["Date"].datetime is not None
        assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_mails_are_files_for_their_owner_alone_until_a_week_has_passed(server: Server):
    server.mail(RECIPIENT)
    (file,) = eventually(lambda: outbox(server), about="the mail is written")
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert "mei" not in file.name
    settled(server)
    server.advance("P6D")
    server.upkeep()
    assert outbox(server) == [file]
    server.advance("P1DT1H")
    server.upkeep()
    assert outbox(server) == []


# How they travel.


def test_mails_go_encrypted_to_a_server_that_can(new_server: Servers, authority: Authority):
    with PostOffice(ELSEWHERE, start_tls=authority.server(ELSEWHERE)) as office:
        server = mailing(new_server, f"smtp://{ELSEWHERE}:{office.port}", authority)
        server.mail(RECIPIENT, "new_sign_in", "zh-Hant")
        settled(server)
    (mail,) = office.mails
    assert office.sessions[0].ssl is not None
    assert office.received[0].mail_from == "no-reply@studio.example"
    assert office.received[0].rcpt_tos == [RECIPIENT]
    assert mail["From"] == SENDER
    assert SAMPLE["device"] in plain(mail)
    assert all(len(line) <= 998 for line in office.received[0].original_content.split(b"\r\n"))


def test_mails_go_by_smtps_to_a_name(new_server: Servers, authority: Authority):
    with PostOffice(tls=authority.server("localhost")) as office:
        server = mailing(new_server, f"smtps://localhost:{office.port}", authority)
        server.mail(RECIPIENT)
        settled(server)
    assert len(office.mails) == 1


def test_mails_are_handed_over_after_signing_in(new_server: Servers, authority: Authority):
    with PostOffice(ELSEWHERE, start_tls=authority.server(ELSEWHERE), sign_in=True) as office:
        address = f"smtp://{USER}:{quote(PASSWORD, safe='')}@{ELSEWHERE}:{office.port}"
        server = mailing(new_server, address, authority)
        server.mail(RECIPIENT)
        settled(server)
    assert len(office.mails) == 1
    assert (office.signed_in[0].login, office.signed_in[0].password) == (USER.encode(), PASSWORD.encode())
    assert PASSWORD not in server.log_text() and quote(PASSWORD, safe="") not in server.log_text()


def test_a_wrong_password_keeps_the_mail(new_server: Servers, authority: Authority):
    with PostOffice(ELSEWHERE, start_tls=authority.server(ELSEWHERE), sign_in=True) as office:
        server = mailing(new_server, f"smtp://{USER}:wrong@{ELSEWHERE}:{office.port}", authority)
        server.mail(RECIPIENT)
        eventually(lambda: tried(server), about="the mail was tried")
    assert office.received == []
    assert "notAdmitted" in server.log_text()


def test_a_server_without_encryption_is_given_nothing(new_server: Servers):
    with PostOffice(ELSEWHERE) as office:
        server = mailing(new_server, f"smtp://{ELSEWHERE}:{office.port}")
        server.mail(RECIPIENT)
        eventually(lambda: tried(server), about="the mail was tried")
    assert office.received == []
    assert "notEncrypted" in server.log_text()
    assert waiting(server) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize("fault", ["another name", "another authority"])
def test_a_server_that_is_not_the_one_it_says_is_given_nothing(
    new_server: Servers, authority: Authority, tmp_path: Path, scheme: str, fault: str
):
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    name = "localhost" if scheme == "smtps" else ELSEWHERE
    by = authority if fault == "another name" else Authority(stranger)
    tls = by.server("mail.example", "127.0.0.9") if fault == "another name" else by.server(name)
    ways = {"tls": tls} if scheme == "smtps" else {"start_tls": tls}
    with PostOffice("127.0.0.1" if scheme == "smtps" else ELSEWHERE, **ways) as office:
        server = mailing(new_server, f"{scheme}://{name}:{office.port}", authority)
        server.mail(RECIPIENT)
        eventually(lambda: tried(server), about="the mail was tried")
    assert office.received == []
    assert "untrusted" in server.log_text()
    assert waiting(server) == 1


# That none is lost or doubled.


def test_a_server_that_asks_to_wait_gets_the_mail_later(new_server: Servers):
    with PostOffice(answers=["451 4.7.1 greylisted", "451 4.7.1 greylisted", "250 OK"]) as office:
        server = mailing(new_server, f"smtp://127.0.0.1:{office.port}")
        server.mail(RECIPIENT)
        settled(server)
    assert len(office.mails) == 1
    assert len(office.sessions) == 3


def test_a_mail_waits_for_a_server_that_is_down(new_server: Servers):
    with PostOffice() as office:
        port = office.port
    server = mailing(new_server, f"smtp://127.0.0.1:{port}")
    server.mail(RECIPIENT)
    eventually(lambda: tried(server), about="the mail was tried")
    server.restart()
    with PostOffice(port=port) as office:
        server.advance("PT2M")
        settled(server)
    assert len(office.mails) == 1


def test_a_mail_that_is_refused_for_good_is_given_up(new_server: Servers):
    with PostOffice(answers=["550 5.1.1 nobody here"]) as office:
        server = mailing(new_server, f"smtp://127.0.0.1:{office.port}")
        server.mail(RECIPIENT)
        settled(server)
    assert len(office.sessions) == 1
    assert "A mail was refused for good" in server.log_text()
    assert RECIPIENT not in server.log_text()


def test_a_server_killed_after_the_handing_over_sends_a_copy_that_is_known_as_one(new_server: Servers):
    with PostOffice() as office:
        server = mailing(new_server, f"smtp://127.0.0.1:{office.port}")
        server.crash_at("mail.accepted")
        server.mail(RECIPIENT)
        server.wait_for_crash()
        assert (len(office.mails), waiting(server)) == (1, 1)
        server.start()
        settled(server)
    assert len(office.mails) == 2
    assert len({mail["Message-ID"] for mail in office.mails}) == 1
    assert len({envelope.content for envelope in office.received}) == 1


# Signatures.


def rsa_key(folder: Path) -> tuple[Path, bytes]:
    key = rsa.generate_private_key(65537, 2048)
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return written(key, folder), b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def ed25519_key(folder: Path) -> tuple[Path, bytes]:
    key = ed25519.Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return written(key, folder), b"v=DKIM1; k=ed25519; p=" + base64.b64encode(public)


def written(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey, folder: Path) -> Path:
    file = folder / "dkim.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return file


@pytest.mark.parametrize("make", [rsa_key, ed25519_key])
def test_signatures_hold_and_break_with_the_mail(new_server: Servers, tmp_path: Path, make: Callable):
    file, record = make(tmp_path)
    server = new_server(dkim_key=file, dkim_domain="studio.example", dkim_selector="nbp1").start()
    for language in ("en", "zh-Hant"):
        server.mail(RECIPIENT, "suspended", language)
    files = eventually(lambda: len(outbox(server)) == 2 and outbox(server), about="the mails are written")

    def dns(name: bytes, timeout: int = 5) -> bytes | None:
        return record if name == b"nbp1._domainkey.studio.example." else None

    for mail in files:
        content = mail.read_bytes()
        assert dkim.verify(content, dnsfunc=dns)
        for change in ((b"To: mei", b"To: eve"), (b"studio.example/sample", b"studio.example/simple")):
            assert change[0] in content
            assert not dkim.verify(content.replace(*change), dnsfunc=dns)


# Settings.


def test_settings_that_cannot_work_refuse_to_start_and_say_why(new_server: Servers, tmp_path: Path):
    server = new_server()
    nothing = tmp_path / "nothing.pem"
    nothing.write_text("nothing")
    status, words = server.refusal(smtp_url="smtp://u:hunter2@mail.example")
    assert (status, "NBP_MAIL_FROM: is missing" in words, "hunter2" in words) == (1, True, False)
    status, words = server.refusal(smtp_url="smtps://mail.example", mail_from=SENDER.replace("Ä", "A"), smtp_ca=nothing)
    assert (status, "NBP_SMTP_CA" in words and str(nothing) in words) == (1, True)
    status, words = server.refusal(dkim_key=nothing, dkim_domain="studio.example", dkim_selector="s")
    assert (status, "NBP_DKIM_KEY" in words and "openssl" in words) == (1, True)
