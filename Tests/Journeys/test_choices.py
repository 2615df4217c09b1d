"""What people allow and what they object to: consents, signals and cookies, as browsers and programs meet them."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from support.books import Books
from support.member import PASSWORD, Client, Member
from support.product import Language, in_every_language
from support.server import Server
from test_openapi import staff_member

USAGE = "measure_usage"


def consent(client: Client, purpose: str = USAGE) -> dict:
    return next(each for each in client.http.get("/api/privacy/consents").json()["data"] if each["purpose"] == purpose)


def decide(client: Client, given: bool, purpose: str = USAGE) -> httpx.Response:
    body = {"purpose": purpose, "given": given} | ({"age_ticket": client.age_ticket()} if given else {})
    return client.http.post("/api/privacy/consents", json=body)


def test_everything_is_off_until_it_is_allowed_and_off_again_at_once(shared_server: Server):
    with closing(Client(shared_server)) as client:
        assert (consent(client)["allowed"], consent(client)["asked"]) == (False, True)
        assert client.cookies == {}
        assert decide(client, True).status_code == 201
        assert client.cookie("consent") and consent(client)["allowed"]
        assert client.http.delete(f"/api/privacy/consents/{USAGE}").status_code == 204
        assert (consent(client)["allowed"], consent(client)["state"]) == (False, "withdrawn")


def test_a_consent_without_an_account_waits_for_the_age_question(shared_server: Server):
    with closing(Client(shared_server)) as client:
        for ticket in ({}, {"age_ticket": "1.DE.adult"}):
            answer = client.http.post("/api/privacy/consents", json={"purpose": USAGE, "given": True} | ticket)
            assert (answer.status_code, answer.json()["code"]) == (400, "age_ticket_invalid")
        assert client.cookies == {} and consent(client)["state"] == "none"
        child = {"country": "DE", "birth_year": 2020, "birth_month": 1}
        assert client.http.post("/api/age", json=child).status_code == 403
        answer = client.http.post("/api/privacy/consents", json={"purpose": USAGE, "given": True})
        assert (answer.status_code, answer.json()["code"]) == (403, "age_blocked")
        assert decide(client, False).status_code == 201


def answer_age(page: Page, year: int = 1990) -> None:
    """The question that comes before a consent without an account."""
    page.locator("#country").select_option("DE")
    page.locator("#birth_month").select_option("5")
    page.locator("#birth_year").fill(str(year))
    page.locator("main form button.make").click()


@in_every_language
@pytest.mark.parametrize("width", [360, 1440])
def test_allowing_asks_for_the_age_and_returns_to_the_page_and_refusing_does_not(
    new_context: Callable[..., BrowserContext], shared_server: Server, language: Language, width: int
):
    page = new_context(java_script_enabled=False, viewport={"width": width, "height": 800}).new_page()
    page.goto(shared_server.url + language.path("/models"))
    page.locator("[data-ask] button[value=allow]").click()
    expect(page.locator("h1")).to_have_text(language.say("cookies.age_page"))
    assert page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth") <= 0
    assert page.context.cookies() == []
    page.locator("#birth_year").evaluate("field => field.form.noValidate = true")
    answer_age(page, 1)
    expect(page.locator("main .problem b")).to_be_visible()
    answer_age(page)
    expect(page).to_have_url(shared_server.url + language.path("/models"))
    expect(page.locator("[data-ask]")).to_have_count(0)
    assert [cookie["name"] for cookie in page.context.cookies()] == ["nbp_consent"]
    young = new_context(java_script_enabled=False).new_page()
    young.goto(shared_server.url + language.path("/models"))
    young.locator("[data-ask] button[value=allow]").click()
    answer_age(young, 2020)
    expect(young.locator("main")).to_contain_text(language.say("problem.under_age.title"))
    young.goto(shared_server.url + language.path("/models"))
    young.locator("[data-ask] button[value=refuse]").click()
    expect(young.locator("[data-ask]")).to_have_count(0)


def check_forged(server: Server) -> None:
    """A consent that a browser claims is none (P19)."""
    with closing(Client(server)) as client:
        client.cookies["nbp_consent"] = "given"
        assert not consent(client)["allowed"]


def test_a_forged_consent_is_none(shared_server: Server):
    check_forged(shared_server)


def test_a_decision_is_remembered_for_183_days(server: Server):
    with closing(Client(server)) as refused, closing(Client(server)) as given:
        decide(refused, False)
        decide(given, True)
        server.advance("P182D")
        for client in (refused, given):
            assert not consent(client)["asked"]
            assert 'data-ask="' not in client.http.get("/models").text
        assert consent(given)["allowed"]
        server.advance("P2D")
        for client in (refused, given):
            assert consent(client)["asked"] and not consent(client)["allowed"]
            assert 'data-ask="' in client.http.get("/models").text


@pytest.mark.parametrize("value", ["0", "true", "1;a", "11", "1, 1"])
def test_a_signal_that_is_not_exactly_1_is_none(shared_server: Server, value: str):
    with closing(Client(shared_server, **{"Sec-GPC": value})) as client:
        assert "data-gpc" not in client.http.get("/").text
        assert client.cookies == {}


def test_one_line_of_several_is_enough(shared_server: Server):
    headers = [("Sec-GPC", "0"), ("Sec-GPC", "1")]
    answer = httpx.get(f"{shared_server.url}/", headers=headers, trust_env=False)
    assert 'data-gpc="honoured"' in answer.text
    assert "sec-gpc" in answer.headers["vary"].lower()


def check_signal(server: Server, field: str = "Sec-GPC") -> None:
    """A signal is honoured, shown, and stays when it is sent no more (P28, P58)."""
    with closing(Client(server)) as client:
        assert 'data-gpc="honoured"' in client.http.get("/", headers={field: "1"}).text
        assert 'data-gpc="honoured"' in client.http.get("/").text
        assert consent(client)["opted_out"] and not consent(client)["asked"]
        assert client.http.get("/api/privacy").json()["state"]["opt_out"]["source"] == field.removeprefix("Sec-").lower()


@pytest.mark.parametrize("field", ["Sec-GPC", "DNT"])
def test_a_signal_is_honoured_shown_and_kept(shared_server: Server, field: str):
    check_signal(shared_server, field)


def check_strictness(server: Server) -> None:
    with closing(Client(server)) as client:
        assert "data-gpc" not in client.http.get("/", headers={"Sec-GPC": "true"}).text


def test_a_later_consent_of_one_s_own_wins_over_the_signal_and_is_shown(shared_server: Server):
    with closing(Member(shared_server)) as member:
        decide(member, True)
        page = member.http.get("/", headers={"Sec-GPC": "1"}).text
        assert 'data-gpc="honoured"' in page and not consent(member)["allowed"]
        decide(member, True)
        page = member.http.get("/", headers={"Sec-GPC": "1"}).text
        assert 'data-gpc="overruled"' in page and consent(member)["allowed"]


def test_the_statement_for_browsers_is_there(shared_server: Server):
    answer = httpx.get(f"{shared_server.url}/.well-known/gpc.json", trust_env=False)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["gpc"] is True and len(answer.json()["lastUpdate"]) == 10


def test_a_receipt_can_be_downloaded_by_its_person_alone(shared_server: Server):
    with closing(Member(shared_server)) as member, closing(Client(shared_server)) as other:
        url = decide(member, True).json()["receipt_url"]
        answer = member.http.get(url)
        receipt = answer.json()
        [record] = receipt["dpv:hasRecordOfActivity"]
        assert receipt["@type"] == "dpv:ConsentReceipt"
        assert record["dpv:hasConsentStatus"][0]["@type"][0] == "dpv:ConsentGiven"
        assert "attachment" in answer.headers["content-disposition"]
        assert other.http.get(url).status_code == 404


@pytest.mark.parametrize(("given", "state"), [(False, "refused"), (True, "none")])
def test_a_browser_s_refusal_goes_over_to_an_account_and_its_consent_does_not(
    shared_server: Server, given: bool, state: str
):
    with closing(Member(shared_server)) as member, closing(Client(shared_server)) as client:
        decide(client, given)
        assert client.sign_in(member.address).status_code == 200
        assert (consent(client)["state"], consent(client)["asked"]) == (state, given)


def check_training(server: Server) -> None:
    """Training is off, an account switches it on, and off again (X2)."""
    with closing(Member(server)) as member:
        assert not consent(member, "train_models")["allowed"]
        decide(member, True, "train_models")
        assert consent(member, "train_models")["allowed"]
        member.http.delete("/api/privacy/consents/train_models")
        assert not consent(member, "train_models")["allowed"]


def test_training_is_off_until_somebody_switches_it_on(shared_server: Server):
    check_training(shared_server)


def test_security_goes_on_until_a_person_has_decided_and_says_why(shared_server: Server):
    with closing(Member(shared_server)) as member:
        assert member.http.put("/api/privacy/objections/secure_service").status_code == 204
        entry = objection(member, "secure_service")
        assert entry["state"] == "asked" and entry["balancing"] and not entry["stopped"]
        assert member.sign_in(member.address).status_code == 200
        assert member.http.delete("/api/privacy/objections/secure_service").status_code == 204


def test_a_person_s_decision_on_security_is_read_in_its_words_or_ends_the_watch_and_not_the_account(
    shared_server: Server,
):
    with closing(Member(shared_server)) as member, closing(staff_member(shared_server)) as staff:

        def decided(granted: bool, reason: str) -> None:
            member.http.put("/api/privacy/objections/secure_service")
            waiting = staff.http.get("/api/admin/objections").json()["data"]
            own = next(each for each in waiting if each["id"] == objection(member, "secure_service")["id"])
            answer = staff.http.post(
                f"/api/admin/objections/{own['id']}/decision", json={"granted": granted, "reason": reason}
            )
            assert answer.status_code == 204, answer.text

        decided(False, "Somebody tried your password a hundred times")
        [entry] = [
            each
            for each in member.http.get("/api/privacy").json()["state"]["objections"]
            if each["purpose"] == "secure_service"
        ]
        assert (entry["state"], entry["stopped"]) == ("rejected", False)
        assert entry["ground"] == "Somebody tried your password a hundred times"
        decided(True, "You may go unwatched")
        assert objection(member, "secure_service")["stopped"]
        noted = len(member.http.get("/api/account/activity").json()["data"])
        assert member.sign_in(member.address).status_code == 200
        events = member.http.get("/api/account/activity").json()["data"]
        assert len(events) <= noted, events
        [session] = [each for each in member.http.get("/api/account/sessions").json()["data"] if each["current"]]
        assert session["device"] == "" and session.get("network") is None


def objection(client: Client, purpose: str) -> dict:
    return next(each for each in client.http.get("/api/privacy/objections").json()["data"] if each["purpose"] == purpose)


def test_an_objection_to_news_is_absolute(shared_server: Server):
    with closing(Member(shared_server)) as member:
        decide(member, True, "send_news")
        assert consent(member, "send_news")["allowed"]
        member.http.put("/api/privacy/objections/send_news")
        assert not consent(member, "send_news")["allowed"]
        assert consent(member, "send_news")["state"] == "withdrawn"


def interested(folder: Path) -> Server:
    """A server that counts on legitimate interests."""
    return Server(folder, analytics_basis="legitimate_interests")


def check_objection(server: Server) -> None:
    """An objection to an interest stops it at the next request (P52), with and without an account."""
    with closing(Member(server)) as member, closing(Client(server)) as client:
        for who in (member, client):
            assert not objection(who, USAGE)["stopped"]
            assert who.http.put(f"/api/privacy/objections/{USAGE}").status_code == 204
            assert objection(who, USAGE)["state"] == "standing" and objection(who, USAGE)["stopped"]
            assert who.http.delete(f"/api/privacy/objections/{USAGE}").status_code == 204
            assert not objection(who, USAGE)["stopped"]


def test_an_objection_to_an_interest_stops_it_at_once(tmp_path: Path):
    with closing(interested(tmp_path).start()) as server:
        check_objection(server)


def check_no_wall(server: Server) -> None:
    """Everything works for whoever allows nothing, objects to everything and signals (P17)."""
    with closing(Client(server, **{"Sec-GPC": "1"})) as client:
        decide(client, False)
        for purpose in ("secure_service",):
            client.http.put(f"/api/privacy/objections/{purpose}")
        assert client.http.post("/api/jobs", json={"prompt": "a house", "size": "64x64"}).status_code == 202
        assert client.http.get("/gallery").status_code == 200


def test_nothing_is_kept_from_whoever_allows_nothing(shared_server: Server):
    check_no_wall(shared_server)


def check_no_implicit_consent(server: Server) -> None:
    """Looking around consents to nothing (P64)."""
    before = Books(server.data).count("privacy_consent")
    with closing(Client(server)) as client:
        for page in ("/", "/gallery", "/models", "/cookies", "/login") * 4:
            assert client.http.get(page).status_code == 200
    assert Books(server.data).count("privacy_consent") == before


def test_looking_around_consents_to_nothing(shared_server: Server):
    check_no_implicit_consent(shared_server)


# Cookies.


def listed(server: Server) -> dict[str, dict]:
    return {each["name"]: each for each in httpx.get(f"{server.url}/cookies.json", trust_env=False).json()["entries"]}


def check_registered(server: Server) -> None:
    """What is set is what is listed, with the attributes that are listed (P13)."""
    known = listed(server)
    with closing(Client(server)) as client:
        for answer in (
            decide(client, False),
            client.http.post("/api/jobs", json={"prompt": "a house", "size": "64x64"}),
            client.http.post("/preferences", data={"theme": "dark"}),
        ):
            for line in answer.headers.get_list("set-cookie"):
                assert line.split("=")[0] in known, line
                assert "HttpOnly" in line and "SameSite=Lax" in line and "Path=/" in line


def test_what_is_set_is_what_is_listed(shared_server: Server):
    check_registered(shared_server)


def check_no_cookie_wall(server: Server) -> None:
    """Without any cookie every page can be read (P58, P59)."""
    for page in ("/", "/gallery", "/models", "/cookies", "/login", "/signup", "/report"):
        assert httpx.get(f"{server.url}{page}", trust_env=False).status_code == 200, page


def test_without_cookies_everything_can_be_read_and_what_needs_one_says_so(shared_server: Server):
    check_no_cookie_wall(shared_server)
    assert "nbp_sid" in httpx.get(f"{shared_server.url}/login", trust_env=False).text
    assert "nbp_visitor" in httpx.get(f"{shared_server.url}/", trust_env=False).text


def test_in_six_states_a_browser_has_what_is_listed_and_all_of_it_is_seen(
    server: Server, new_context: Callable[..., BrowserContext]
):
    known, seen = listed(server), set()

    def look(context: BrowserContext, *expected: str) -> None:
        page = context.new_page()
        for path in ("/", "/gallery", "/models", "/cookies"):
            page.goto(server.url + path)
        cookies = {each["name"]: each for each in context.cookies()}
        assert set(cookies) == {f"nbp_{name}" for name in expected}
        for name, cookie in cookies.items():
            assert cookie["httpOnly"] == known[name]["http_only"] and cookie["sameSite"] == known[name]["same_site"]
        keys = page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
        assert keys == []
        seen.update(cookies)

    fresh = new_context()
    look(fresh)
    for choice in ("refuse", "allow"):
        context = new_context()
        page = context.new_page()
        page.goto(server.url + "/models")
        page.click(f'[data-ask] button[value="{choice}"]')
        if choice == "allow":
            answer_age(page)
            page.wait_for_url("**/models")
        look(context, "consent")
    visitor = new_context()
    page = visitor.new_page()
    page.goto(server.url + "/")
    page.evaluate(
        """fetch('/api/jobs', {method: 'POST', headers: {'Content-Type': 'application/json'},
           body: JSON.stringify({prompt: 'a house', size: '64x64'})})"""
    )
    look(visitor, "visitor")
    with closing(Member(server)) as member:
        signed_in = new_context()
        page = signed_in.new_page()
        page.goto(server.url + "/login")
        page.fill("[name=email]", member.address)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button.make")
        page.wait_for_url(lambda url: "login" not in url)
        look(signed_in, "sid", "device")
    blocked = new_context()
    page = blocked.new_page()
    page.goto(server.url + "/")
    page.evaluate(
        """fetch('/api/age', {method: 'POST', headers: {'Content-Type': 'application/json'},
           body: JSON.stringify({country: 'DE', birth_year: 2020, birth_month: 1})})"""
    )
    look(blocked, "age")
    # Set on a choice, or on the way through a second factor or a provider: their own journeys see them.
    elsewhere = {"nbp_theme", "nbp_language", "nbp_second", "nbp_openid", "nbp_newcomer"}
    assert set(known) == seen | elsewhere


@in_every_language
@pytest.mark.parametrize("width", [1280, 390])
def test_yes_and_no_weigh_the_same(
    shared_server: Server, new_context: Callable[..., BrowserContext], language: Language, width: int
):
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    for path, scope in (("/models", "[data-ask]"), ("/cookies", f'[data-purpose="{USAGE}"]')):
        page.goto(shared_server.url + language.path(path))
        boxes, styles = [], []
        for choice in ("refuse", "allow"):
            button = page.locator(f'{scope} button[value="{choice}"]')
            boxes.append(button.bounding_box())
            styles.append(
                button.evaluate(
                    """button => { const style = getComputedStyle(button);
                       return [style.color, style.backgroundColor, style.borderColor, style.fontSize, style.fontWeight] }"""
                )
            )
        assert styles[0] == styles[1]
        assert [boxes[0][side] for side in ("width", "height", "y")] == [boxes[1][side] for side in ("width", "height", "y")]


def test_the_page_of_choices_works_without_an_account_and_without_scripts(
    shared_server: Server, new_context: Callable[..., BrowserContext]
):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(shared_server.url + "/models")
    page.click('footer a[href="/cookies"]')
    for choice, state in (("allow", "given"), ("refuse", "withdrawn")):
        page.click(f'[data-purpose="{USAGE}"] button[value="{choice}"]')
        if choice == "allow":
            answer_age(page)
        assert page.locator(f'[data-purpose="{USAGE}"]').get_attribute("data-state") == state


def test_decisions_are_counted(shared_server: Server):
    check_counted(shared_server)


def check_counted(server: Server) -> None:
    with closing(Client(server)) as client:
        client.http.post("/api/jobs", json={"prompt": "a house", "size": "64x64"})
        text = client.http.get("/metrics").text
        assert any(
            'clause="P17"' in line and 'purpose="provide_service"' in line and 'outcome="allowed"' in line
            for line in text.splitlines()
        )
