"""People with accounts, as programs make them: signed up, confirmed by mail, signed in."""

import email
import email.policy
import re
from contextlib import suppress
from email.message import EmailMessage

import httpx

from support.canary import canary
from support.conformance import conforming
from support.post import plain
from support.server import Server
from support.waiting import eventually

PASSWORD = "correct horse battery staple"
AGE = {"country": "DE", "birth_year": 1990, "birth_month": 5}
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


def mails(server: Server, address: str) -> list[EmailMessage]:
    """What was sent to an address, oldest first."""
    found = []
    # Names with a dot are being written.
    for file in (server.data / "outbox").glob("[!.]*.eml"):
        # An erasure may take it while it is looked at.
        with suppress(FileNotFoundError):
            # Not `parsed`: among others' mails there may be one to an odd address, which Python has a remark on.
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.SMTPUTF8)
            found.append((file.stat().st_mtime_ns, mail))
    return [mail for _, mail in sorted(found, key=lambda each: each[0]) if mail["to"] == address]


def link(server: Server, address: str, after: int = 0, to: str = "/") -> str:
    """The path of the link in the newest mail to an address that leads `to` somewhere, once there are more than `after` mails."""

    def leading() -> list[EmailMessage]:
        return [mail for mail in mails(server, address)[after:] if re.search(rf"https?://[^/\s]+{to}", plain(mail))]

    found = eventually(leading, about=f"a mail to {address}")
    return re.search(r"https?://[^/\s]+(/\S*)", plain(found[-1])).group(1)


def new_address() -> str:
    return f"{canary().lower()}@mail.example"


class Client:
    """A program that says where it comes from and keeps its cookies."""

    def __init__(self, server: Server, **headers: str):
        self.server = server
        fields = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "en"} | headers
        self.cookies: dict[str, str] = {}
        self.http = httpx.Client(
            base_url=server.url,
            headers=fields,
            timeout=30,
            trust_env=False,
            verify=server.trust,
            event_hooks={"request": [self._send_cookies], "response": [self._keep_cookies]},
        )
        conforming(self.http)

    # By hand: behind a proxy that speaks https for the server, cookies that are bound to https come by plain HTTP.

    def _send_cookies(self, request: httpx.Request) -> None:
        request.headers.pop("Cookie", None)
        if self.cookies:
            request.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep_cookies(self, response: httpx.Response) -> None:
        for line in response.headers.get_list("set-cookie"):
            name, value = line.split(";")[0].split("=", 1)
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value

    def form(self, page: str, action: str, **fields: str) -> httpx.Response:
        """Sends a form with the token that a page of one's own bears."""
        return self.http.post(action, data={"csrf": self.token(page)} | fields)

    def token(self, page: str = "/login") -> str:
        return CSRF.search(self.http.get(page).text).group(1)

    def age_ticket(self) -> str:
        return self.http.post("/api/age", json=AGE).json()["ticket"]

    def ask_for_account(self, address: str, password: str = PASSWORD) -> httpx.Response:
        body = {"email": address, "password": password, "age_ticket": self.age_ticket(), "accept_terms": True}
        return self.http.post("/api/account", json=body)

    def cookie(self, name: str) -> str | None:
        """A cookie by its plain name: `sid`, `device`, `visitor`."""
        return self.cookies.get(f"nbp_{name}") or self.cookies.get(f"__Host-{name}")

    def sign_in(self, address: str, password: str = PASSWORD) -> httpx.Response:
        return self.http.post("/api/account/sessions", json={"email": address, "password": password})

    def close(self) -> None:
        self.http.close()


class Member(Client):
    """Somebody who has just made an account and is signed in."""

    def __init__(self, server: Server, **headers: str):
        super().__init__(server, **headers)
        self.address = new_address()
        assert self.ask_for_account(self.address).status_code == 201
        confirm = link(server, self.address)
        assert self.form(confirm, confirm, password=PASSWORD).status_code == 303
        assert self.http.get("/api/account").json()["email"] == self.address

    def picture(self) -> tuple[str, str]:
        """Has a small picture made: the ids of its job and of the picture."""
        job = self.http.post("/api/jobs", json={"prompt": "a house", "size": "64x64"}).json()["id"]
        return job, self.picture_of(job)

    def picture_of(self, job: str) -> str:
        """Waits for a job's first picture, and returns its id."""

        def made() -> dict | None:
            now = self.http.get(f"/api/jobs/{job}").json()
            return now if now["status"] == "succeeded" else None

        return eventually(made, about="the picture is made")["images"][0]["id"]
