"""A mail server for journeys, and the reading of what it or the outbox received."""

import email
import email.policy
import ssl
from email.message import EmailMessage
from pathlib import Path

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from support.server import free_port

USER, PASSWORD = "studio", "pass: word/ä"


class PostOffice:
    """An SMTP server in a thread of its own; `answers` are what it says to the mails that come, the last one for ever."""

    def __init__(
        self,
        host: str = "127.0.0.1",
        *,
        tls: ssl.SSLContext | None = None,
        start_tls: ssl.SSLContext | None = None,
        sign_in: bool = False,
        answers: list[str] | None = None,
        port: int | None = None,
    ):
        self.received: list[Envelope] = []
        self.sessions: list[Session] = []
        self.signed_in: list[LoginPassword] = []
        self.answers = answers or ["250 OK"]
        self.port = port or free_port()
        options: dict = {}
        if start_tls:
            options |= {"tls_context": start_tls, "require_starttls": True}
        if sign_in:
            options |= {"authenticator": self._sign_in, "auth_required": True, "auth_require_tls": bool(start_tls)}
        self._controller = Controller(
            self, hostname=host, port=self.port, ssl_context=tls, decode_data=False, enable_SMTPUTF8=True, **options
        )

    def __enter__(self) -> "PostOffice":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    def _sign_in(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        self.signed_in.append(data)
        return AuthResult(success=data == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.sessions.append(session)
        if answer.startswith("2"):
            self.received.append(envelope)
        return answer

    @property
    def mails(self) -> list[EmailMessage]:
        return [parsed(envelope.content) for envelope in self.received]


class Authority:
    """A certificate authority of the test's own."""

    def __init__(self, folder: Path):
        self._ca = trustme.CA()
        self.file = folder / "ca.pem"
        self._ca.cert_pem.write_to_path(self.file)

    def server(self, *names: str) -> ssl.SSLContext:
        """What a server with a certificate for these names and addresses speaks TLS by."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._ca.issue_cert(*names).configure_cert(context)
        return context


def parsed(content: bytes) -> EmailMessage:
    """The mail as Python's own parser reads it; anything that it finds wrong fails the test."""
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    defects = [(part.get_content_type(), part.defects) for part in mail.walk() if part.defects]
    assert defects == []
    assert [(name, value.defects) for name, value in mail.items() if value.defects] == []
    return mail


def plain(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


def html(mail: EmailMessage) -> str:
    return mail.get_body(("html",)).get_content()
