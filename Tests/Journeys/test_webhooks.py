"""Servers of people's that are told what ended (Standard Webhooks), with real receivers and the standard's own library as the judge."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from support.books import Books
from support.canary import canary
from support.member import Client, Member, mails
from support.product import ENGLISH, Language, in_every_language
from support.receiver import Receiver
from support.server import Server
from support.studio_host import studio_server, through_proxy
from support.waiting import eventually
from test_account_pages import new_member


@pytest.fixture
def member(shared_server: Server) -> Iterator[Member]:
    with closing(Member(shared_server)) as member:
        yield member


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


def add(member: Client, url: str, **more: object) -> dict:
    answer = member.http.post("/api/webhooks", json={"url": url} | more)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/api/webhooks/{answer.json()['id']}"
    return answer.json()


def deliveries(member: Client, webhook: dict) -> list[dict]:
    return member.http.get(f"/api/webhooks/{webhook['id']}/deliveries").json()["data"]


def delivery(member: Client, webhook: dict, **wanted: object) -> dict:
    """The newest delivery, once it is as wanted."""

    def found() -> dict | None:
        newest = deliveries(member, webhook)[:1]
        return newest[0] if newest and wanted.items() <= newest[0].items() else None

    return eventually(found, about=f"a delivery with {wanted}")


def test_a_job_is_told_and_the_standard_s_library_believes_it(member: Member, receiver: Receiver):
    webhook, secret = add(member, receiver.url, description="The shop"), canary()
    assert webhook["enabled"] and webhook["description"] == "The shop"
    job = member.http.post("/api/jobs", json={"prompt": f"a house {secret}", "size": "64x64"}).json()["id"]
    [notice] = receiver.told("job.succeeded")
    said = Webhook(webhook["secret"]).verify(notice.body, notice.headers)
    assert set(said) == {"type", "timestamp", "data"} and set(said["data"]) == {"id", "status", "url"}
    assert (said["data"]["id"], said["data"]["status"]) == (job, "succeeded")
    path = re.sub(r"^https?://[^/]+", "", said["data"]["url"])
    assert member.http.get(path).json()["finished_at"], "what is named can be read"
    assert secret.encode() not in notice.body and member.address.encode() not in notice.body
    assert delivery(member, webhook, status="delivered")["message_id"] == notice.id
    assert "secret" not in member.http.get(f"/api/webhooks/{webhook['id']}").json()


def test_a_forged_notice_is_not_believed(member: Member, receiver: Receiver):
    webhook = add(member, receiver.url)
    assert member.http.post(f"/api/webhooks/{webhook['id']}/test").status_code == 202
    [notice] = receiver.told("ping")
    own = Webhook(webhook["secret"])
    assert own.verify(notice.body, notice.headers)["data"]["id"] == webhook["id"]
    now, text = datetime.now(tz=UTC), notice.body.decode()
    signature = {"webhook-signature": own.sign(notice.id, now - timedelta(minutes=6), text)}
    stale = {"webhook-timestamp": str(int((now - timedelta(minutes=6)).timestamp()))}
    for body, headers in [
        (notice.body.replace(b"ping", b"pong"), {}),
        (notice.body, {"webhook-id": "msg_00000000000000000000000000"}),
        (notice.body, {"webhook-timestamp": str(int(notice.headers["webhook-timestamp"]) + 1)}),
        (notice.body, {"webhook-signature": "v1," + "A" * 43 + "="}),
        (notice.body, signature | stale),
    ]:
        with pytest.raises(WebhookVerificationError):
            own.verify(body, notice.headers | headers)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=").verify(notice.body, notice.headers)


def test_while_a_secret_is_exchanged_both_are_believed(member: Member, receiver: Receiver):
    old = add(member, receiver.url)
    new = member.http.post(f"/api/webhooks/{old['id']}/rotate").json()
    assert new["secret"] != old["secret"] and new["old_secret_until"]
    member.http.post(f"/api/webhooks/{old['id']}/test")
    [notice] = receiver.told("ping")
    for secret in (old["secret"], new["secret"]):
        assert Webhook(secret).verify(notice.body, notice.headers)["type"] == "ping"
    assert len(notice.headers["webhook-signature"].split(" ")) == 2


def test_what_is_told_is_what_was_asked_for(member: Member, receiver: Receiver):
    webhook = add(member, receiver.url, events=["image.deleted", "batch.finished"])
    _, image = member.picture()
    assert member.http.delete(f"/api/images/{image}").status_code in (200, 202, 204)
    [gone] = receiver.told("image.deleted")
    assert gone.said["data"] == {"id": image}
    batch = member.http.post("/api/batches", json={"list": "a tree\na boat", "size": "64x64"}).json()["id"]
    [finished] = receiver.told("batch.finished")
    assert finished.said["data"]["id"] == batch
    assert member.http.get(f"/api/batches/{batch}").json()["status"] == "ended"
    assert {notice.type for notice in receiver.notices} == {"image.deleted", "batch.finished"}
    assert {each["type"] for each in deliveries(member, webhook)} == {"image.deleted", "batch.finished"}


def test_a_redirect_is_a_failure_and_is_not_followed(member: Member, receiver: Receiver):
    with Receiver(302, Location=receiver.url) as elsewhere:
        webhook = add(member, elsewhere.url)
        member.http.post(f"/api/webhooks/{webhook['id']}/test")
        told = delivery(member, webhook, status="failed")
        assert (told["answer"], told["reason"], told["attempts"]) == (302, "redirected", 1)
        assert len(elsewhere.notices) == 1 and receiver.notices == []


def test_what_was_not_taken_is_told_again_by_the_same_name(server: Server):
    with closing(Member(server)) as member, Receiver(500, 204) as receiver:
        webhook = add(member, receiver.url)
        member.picture()
        first = delivery(member, webhook, status="waiting", attempts=1)
        assert first["reason"] == "refused" and first["next_at"]
        assert member.http.get(f"/api/webhooks/{webhook['id']}").json()["failing_since"]
        server.advance("PT6S")
        notices = receiver.told("job.succeeded", 2)
        assert len({notice.id for notice in notices}) == 1 and len({notice.body for notice in notices}) == 1
        for notice in notices:
            Webhook(webhook["secret"]).verify(notice.body, notice.headers)
        done = delivery(member, webhook, status="delivered", attempts=2)
        log = member.http.get(f"/api/webhooks/{webhook['id']}/deliveries/{done['id']}").json()
        assert [each["answer"] for each in log["log"]] == [204, 500]
        assert log["body"].encode() == notices[0].body
        assert member.http.get(f"/api/webhooks/{webhook['id']}").json()["failing_since"] is None


def test_a_receiver_that_is_gone_is_switched_off_and_its_person_told(member: Member, shared_server: Server):
    with Receiver(410) as receiver:
        webhook = add(member, receiver.url)
        member.picture()
        assert delivery(member, webhook, status="failed")["reason"] == "gone"
        now = member.http.get(f"/api/webhooks/{webhook['id']}").json()
        assert (now["enabled"], now["disabled_reason"]) == (False, "gone")
        subject = ENGLISH.say("mail.webhook_gone.subject")
        got = lambda: subject in [mail["Subject"] for mail in mails(shared_server, member.address)]  # noqa: E731
        eventually(got, about="a mail about it")
        refused = member.http.post(f"/api/webhooks/{webhook['id']}/test")
        assert (refused.status_code, refused.json()["code"]) == (409, "webhook_off")
        member.picture()
        assert len(receiver.notices) == 1


def test_five_days_without_success_switch_a_receiver_off(server: Server):
    with closing(Member(server)) as member, Receiver(503) as receiver:
        webhook = add(member, receiver.url)
        member.picture()
        delivery(member, webhook, attempts=1)
        server.advance("P5DT1H")
        off = lambda: Books(server.data).ask("SELECT off_because FROM webhooks_endpoint") == [("failing",)]  # noqa: E731
        eventually(off, about="it is switched off")
        subject = ENGLISH.say("mail.webhook_failing.subject")
        got = lambda: subject in [mail["Subject"] for mail in mails(server, member.address)]  # noqa: E731
        eventually(got, about="a mail about it")


def test_a_notice_is_sent_again_when_asked(member: Member, receiver: Receiver):
    webhook = add(member, receiver.url)
    member.picture()
    first = delivery(member, webhook, status="delivered")
    address = f"/api/webhooks/{webhook['id']}/deliveries/{first['id']}"
    again = member.http.post(f"{address}/redeliver")
    assert again.status_code == 202 and again.headers["location"] == address
    notices = receiver.told("job.succeeded", 2)
    assert len({notice.id for notice in notices}) == 1
    eventually(lambda: len(member.http.get(address).json()["log"]) == 2, about="the second try is in the log")


def test_a_server_that_dies_between_answer_and_note_tells_again(server: Server):
    with closing(Member(server)) as member, Receiver() as receiver:
        webhook = add(member, receiver.url)
        server.crash_at("webhook.answered")
        member.http.post("/api/jobs", json={"prompt": "a house", "size": "64x64"})
        server.wait_for_crash()
        assert Books(server.data).ask("SELECT status FROM webhooks_delivery") == [("waiting",)]
        server.start()
        notices = receiver.told("job.succeeded", 2)
        assert len({notice.id for notice in notices}) == 1
        delivery(member, webhook, status="delivered")


def test_what_ends_while_nobody_listens_waits(server: Server):
    with closing(Member(server)) as member, Receiver() as receiver:
        add(member, receiver.url)
        server.crash_at("job.settle")
        member.http.post("/api/jobs", json={"prompt": "a house", "size": "64x64"})
        server.wait_for_crash()
        assert Books(server.data).count("webhooks_delivery") == 0, "what has not ended is not told"
        server.start()
        receiver.told("job.succeeded")


REFUSED = [
    "http://hooks.example/",
    "https://127.0.0.1/",
    "https://10.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/",
]


def test_a_public_server_posts_into_no_network_and_not_without_https(tmp_path: Path, receiver: Receiver):
    server = studio_server(tmp_path).start()
    with closing(server), closing(Member(server, **through_proxy())) as member:
        for url in [*REFUSED, receiver.url]:
            answer = member.http.post("/api/webhooks", json={"url": url})
            # An address of the old kind in the new one's clothes is none at all to some who read addresses.
            codes = {"address_refused", "webhook_address_malformed"} if "::ffff:" in url else {"address_refused"}
            assert answer.status_code == 422 and answer.json()["code"] in codes, f"{url}: {answer.text}"
            assert "url" in answer.json()["errors"]
        for url in ("hooks.example", "https://user@hooks.example/", "https://127.1/", "https://0x7f.1/", "ftp://x.example/"):
            answer = member.http.post("/api/webhooks", json={"url": url})
            assert (answer.status_code, answer.json()["code"]) == (422, "webhook_address_malformed"), url
        # A name that leads here is found out when it is looked up, at each try.
        port = receiver.url.split(":")[2]
        webhook = add(member, f"https://localhost:{port}")
        member.http.post(f"/api/webhooks/{webhook['id']}/test")
        assert delivery(member, webhook, status="failed")["reason"] == "address_refused"
        assert receiver.notices == []


@pytest.mark.parametrize("url", ["http://192.168.1.9/", "https://10.0.0.1/", "https://169.254.169.254/"])
def test_a_local_server_posts_into_no_network_either(member: Member, url: str):
    answer = member.http.post("/api/webhooks", json={"url": url})
    assert (answer.status_code, answer.json()["code"]) == (422, "address_refused")


def test_webhooks_are_for_those_who_have_an_account_and_their_own(member: Member, shared_server: Server):
    webhook = add(member, "https://hooks.example/x")
    with closing(Client(shared_server)) as nobody, closing(Member(shared_server)) as other:
        assert nobody.http.get("/api/webhooks").status_code == 401
        assert nobody.http.post("/api/webhooks", json={"url": "https://hooks.example/"}).status_code == 401
        assert other.http.get("/api/webhooks").json()["data"] == []
        for method, path in [("GET", ""), ("DELETE", ""), ("POST", "/rotate"), ("POST", "/test"), ("GET", "/deliveries")]:
            assert other.http.request(method, f"/api/webhooks/{webhook['id']}{path}").status_code == 404
    for _ in range(19):
        add(member, "https://hooks.example/x")
    full = member.http.post("/api/webhooks", json={"url": "https://hooks.example/x"})
    assert (full.status_code, full.json()["code"]) == (422, "too_many_webhooks")
    assert member.http.delete(f"/api/webhooks/{webhook['id']}").status_code == 204
    assert member.http.get(f"/api/webhooks/{webhook['id']}").status_code == 404


def test_a_restricted_person_s_receivers_are_silent(member: Member, receiver: Receiver):
    webhook = add(member, receiver.url)
    assert member.http.put("/api/privacy/restriction").status_code in (200, 204)
    refused = member.http.post(f"/api/webhooks/{webhook['id']}/test")
    assert (refused.status_code, refused.json()["code"]) == (423, "restricted")
    assert member.http.get("/api/webhooks").status_code == 200, "their person still sees them"
    assert receiver.notices == []


def test_neither_secret_nor_address_is_in_the_log(server: Server):
    word = canary()
    with closing(Member(server)) as member, Receiver(path=f"/{word}") as receiver:
        webhook = add(member, receiver.url, description=canary())
        member.http.post(f"/api/webhooks/{webhook['id']}/test")
        receiver.told("ping")
        delivery(member, webhook, status="delivered")
        log = server.log_text()
        assert re.search(r'host_id"?[:=] ?"?webhook', log), "that something was asked outside is logged"
        for secret in (word, webhook["secret"], webhook["secret"].removeprefix("whsec_"), webhook["description"]):
            assert secret not in log
        database = b"".join(file.read_bytes() for file in server.data.glob("nbp.sqlite*"))
        for secret in (word, webhook["secret"].removeprefix("whsec_"), webhook["description"]):
            assert secret.encode() not in database


def check(page: Page, width: int) -> None:
    """Nobody is shut out, and nothing is wider than the screen."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
@in_every_language
def test_the_pages_add_test_exchange_switch_and_delete(
    new_context: Callable[..., BrowserContext],
    shared_server: Server,
    receiver: Receiver,
    language: Language,
    width: int,
):
    page = new_context(viewport={"width": width, "height": 844}).new_page()
    new_member(page, shared_server, language)
    say = language.say

    def press(key: str) -> None:
        page.locator("main").get_by_role("button", name=say(key), exact=True).click()

    page.goto(shared_server.url + language.path("/account/webhooks"))
    expect(page.locator(".account-nav [aria-current=page]")).to_have_text(say("webhooks.title"))
    expect(page.locator("main")).to_contain_text(say("webhooks.none"))
    check(page, width)
    page.locator("#url").fill("https://10.0.0.1/")
    press("webhooks.add_action")
    expect(page.locator(".questions .problem")).to_contain_text(say("problem.address_refused.title"))
    expect(page.locator("#url")).to_have_value("https://10.0.0.1/")
    expect(page.locator("#url")).to_be_focused()
    expect(page.locator("#url-problem")).to_contain_text(say("problem.address_refused.title"))
    expect(page.locator(".questions .problem a")).to_have_text(say("webhooks.address"))
    page.locator("#url").fill(receiver.url)
    page.locator("#description").fill("梅的伺服器")
    page.locator("[name=on_job_failed]").uncheck()
    press("webhooks.add_action")
    expect(page.locator("h1")).to_have_text(say("webhooks.secret_page"))
    secret = page.locator("#secret").inner_text()
    check(page, width)
    expect(page.locator("[name=language], [name=theme], [data-ask]")).to_have_count(0)
    # Loaded anew it adds no other one.
    page.reload()
    expect(page.locator(".notice")).to_have_text(say("webhooks.added_again"))
    page.locator(".checklist a").click()
    expect(page.locator("h1")).to_have_text(say("webhooks.one"))
    expect(page.locator(".facts")).to_contain_text(say("webhooks.on"))
    expect(page.locator("[name=on_job_failed]")).not_to_be_checked()
    check(page, width)
    press("webhooks.test")
    expect(page.locator("h1")).to_have_text(say("webhooks.event_ping"))
    expect(page.locator(".facts")).to_contain_text(say("webhooks.status_delivered"))
    expect(page.locator("#attempts li")).to_have_count(1)
    check(page, width)
    [notice] = receiver.told("ping")
    assert Webhook(secret).verify(notice.body, notice.headers)["type"] == "ping"
    assert page.locator("#body").inner_text() == notice.body.decode()
    press("webhooks.redeliver")
    expect(page.locator("#attempts li")).to_have_count(2)
    assert len({notice.id for notice in receiver.told("ping", 2)}) == 1
    page.locator(".crumb a").click()
    expect(page.locator("#deliveries li")).to_have_count(1)
    press("webhooks.rotate")
    renewed = page.locator("#secret").inner_text()
    assert renewed.startswith("whsec_") and renewed != secret
    page.reload()
    expect(page.locator(".notice")).to_have_text(say("webhooks.rotated_again"))
    press("webhooks.rotate")
    page.get_by_role("link", name=say("webhooks.secret_kept")).click()
    press("webhooks.switch_off")
    expect(page.locator(".facts")).to_contain_text(say("webhooks.off_owner"))
    check(page, width)
    press("webhooks.switch_on")
    expect(page.locator(".facts")).to_contain_text(say("webhooks.on"))
    page.get_by_text(say("webhooks.delete"), exact=True).click()
    press("webhooks.delete_action")
    expect(page.locator(".notice")).to_have_text(say("webhooks.deleted"))
    expect(page.locator("main")).to_contain_text(say("webhooks.none"))


def test_a_long_address_is_no_wider_than_a_phone(new_context: Callable[..., BrowserContext], shared_server: Server):
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    new_member(page, shared_server, ENGLISH)
    page.goto(shared_server.url + "/account/webhooks")
    page.locator("#url").fill("https://hooks.example/" + "x" * 300)
    page.get_by_role("button", name=ENGLISH.say("webhooks.add_action"), exact=True).click()
    expect(page.locator("h1")).to_have_text(ENGLISH.say("webhooks.secret_page"))
    check(page, 360)


def test_a_page_of_somebody_else_s_webhook_does_not_exist(member: Member, shared_server: Server):
    webhook = add(member, "https://hooks.example/x")
    page = f"/account/webhooks/{webhook['id']}"
    with closing(Member(shared_server)) as other:
        assert other.http.get(page).status_code == 404
        assert other.form("/account", f"{page}/delete").status_code == 404
    unknown = httpx.get(shared_server.url + page, trust_env=False)
    assert unknown.status_code == 303 and unknown.headers["location"].endswith(f"return_to={page}")
