"""Pictures that people bring: taken clean or refused plainly, by programs, by the page, and with every kind of hostile file."""

import io
import json
import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageOps
from playwright.sync_api import BrowserContext, Page, expect

from support import archives
from support.books import Books
from support.canary import canary, traces
from support.hostile import FORMATS, TOO_LARGE, Hostile, hostile_files, picture
from support.member import CSRF, Member
from support.person import Person
from support.pixels import opened
from support.problems import assert_problem
from support.product import Language, in_every_language
from support.server import Server
from support.studio_page import StudioPage
from support.waiting import eventually

# What a file that cannot be taken may be refused as.
REFUSALS = {
    "image_unsupported": 415,
    "image_unreadable": 422,
    "image_too_large": 422,
    "file_missing": 422,
}
# exiftool's groups that tell of the file itself and of its pixels; nothing else may be there.
PLAIN_GROUPS = {"ExifTool", "System", "File", "PNG", "PNG-pHYs", "JFIF", "RIFF", "QuickTime", "Meta", "Composite"}
TELLING = re.compile("Date|Time|Author|Artist|Creator|Software|Host|GPS|Comment|Description|Title|Thumbnail|Serial|Make|Model")
# In kilobytes: how much more memory the server may hold for good after all the hostile files, and at any time.
GROWTH = 400_000
PEAK = 2_500_000


@pytest.fixture
def owner(server: Server) -> Iterator[Person]:
    person = Person(server)
    yield person
    person.close()


def bring(person: Person, *files: tuple[str, bytes], kind: str = "image/png", **options) -> httpx.Response:
    """Sends files as the parts of a form."""
    parts = [("file", (name, content, kind)) for name, content in files]
    return person.http.post("/api/images", files=parts, **options)


def brought(person: Person, *files: tuple[str, bytes], **options) -> list[dict]:
    answer = bring(person, *files, **options)
    assert answer.status_code == 201, answer.text
    return answer.json()["data"]


def tags(content: bytes, folder: Path) -> dict[str, object]:
    """What exiftool finds in a file, by group and name."""
    file = folder / "looked-at"
    file.write_bytes(content)
    read = subprocess.run(["exiftool", "-json", "-a", "-G1", "-n", file], capture_output=True, check=False).stdout
    return json.loads(read)[0]


def assert_clean(content: bytes, folder: Path, *secrets: bytes) -> None:
    """A picture that is nothing but its pixels."""
    opened(content)
    found = [name for name in tags(content, folder) if ":" in name and name.split(":")[0] not in PLAIN_GROUPS]
    assert found == []
    own = [name for name in tags(content, folder) if not name.startswith(("System:", "File:"))]
    assert [name for name in own if TELLING.search(name.split(":")[-1])] == []
    for secret in secrets:
        assert secret not in content


# Good ones.


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_comes_clean(person: Person, tmp_path: Path, form: str):
    secret = canary()
    whole = picture(form, secret.encode(), (400, 300))
    assert secret.encode() in whole
    (image,) = brought(person, (f"{secret}.{form}", whole), kind=f"image/{form}")
    assert (image["width"], image["height"], image["uploaded"], image["kind"]) == (400, 300, True, "picture")
    assert image["name"] == f"{secret}.{form}"
    for query in ({}, {"w": 160}, {"format": "jpeg"}, {"format": "webp"}, {"format": "avif"}, {"format": "png"}):
        assert_clean(person.file(image, **query).content, tmp_path, secret.encode())
    stored = person.file(image)
    assert stored.headers["content-type"] == f"image/{image['format']}"
    assert difference(opened(stored.content), opened(whole)) < 6


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, on the average of their bytes."""
    first, second = one.convert("RGB").tobytes(), other.convert("RGB").tobytes()
    assert len(first) == len(second)
    return sum(abs(a - b) for a, b in zip(first[::7], second[::7], strict=True)) / (len(first) / 7)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_comes_upright(person: Person, orientation: int):
    canvas = Image.new("RGB", (120, 80))
    for place, colour in (((0, 0), "red"), ((60, 0), "lime"), ((0, 40), "blue"), ((60, 40), "white")):
        canvas.paste(Image.new("RGB", (60, 40), colour), place)
    exif = Image.Exif()
    exif[0x0112] = orientation
    target = io.BytesIO()
    canvas.save(target, "JPEG", quality=95, exif=exif)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(target.getvalue())))
    (image,) = brought(person, ("turned.jpg", target.getvalue()))
    kept = opened(person.file(image).content)
    assert (image["width"], image["height"]) == kept.size == upright.size
    assert difference(kept, upright) < 4


def test_a_phone_s_photograph_leaves_its_place_and_its_phone_behind(owner: Person, tmp_path: Path):
    secrets = {name: canary() for name in ("file", "make", "serial", "comment", "city", "keyword", "note", "maker", "thumbnail")}
    canvas = Image.effect_mandelbrot((640, 480), (-2, -1, 1, 1), 60).convert("RGB")
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x927C] = b"Apple iOS\0\0\1MM" + secrets["maker"].encode()
    photo, small = tmp_path / "photo.jpg", tmp_path / "small.jpg"
    canvas.save(photo, "JPEG", exif=exif)
    canvas.resize((160, 120)).save(small, "JPEG", comment=secrets["thumbnail"].encode())
    dressed = subprocess.run(
        [
            "exiftool", "-overwrite_original", f"-ThumbnailImage<={small}", f"-Make={secrets['make']}", "-Model=Phone",
            f"-SerialNumber={secrets['serial']}", "-GPSLatitude=47.6", "-GPSLatitudeRef=N", "-GPSLongitude=8.5",
            "-GPSLongitudeRef=E", f"-Comment={secrets['comment']}", f"-IPTC:City={secrets['city']}",
            f"-XMP-dc:Subject={secrets['keyword']}", f"-UserComment={secrets['note']}", "-DateTimeOriginal=2026:01:02 03:04:05",
            "-Orientation#=6", photo,
        ],
        capture_output=True,
        check=False,
    )  # fmt: skip
    assert dressed.returncode == 0, dressed.stderr
    content = photo.read_bytes()
    for name in set(secrets) - {"file"}:
        assert secrets[name].encode() in content, f"{name} is not in the photograph"
    (image,) = brought(owner, (f"{secrets['file']}.jpg", content))
    assert (image["width"], image["height"]) == (480, 640)
    everything = [secret.encode() for secret in secrets.values()]
    for query in ({}, {"w": 160}, {"format": "webp"}):
        assert_clean(owner.file(image, **query).content, tmp_path, *everything)
    # Nothing of it stands anywhere on disk, nor in the log, and not a byte of the photograph itself.
    words = {name: secret.encode() for name, secret in secrets.items()}
    words |= {"the photograph": content[len(content) // 2 : len(content) // 2 + 48]}
    assert traces(owner.server.data, words) == []
    assert not any(secret in owner.server.log_text() for secret in secrets.values())


def test_what_a_file_says_of_its_making_is_told_on(person: Person, tmp_path: Path):
    source = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    file = tmp_path / "made.jpg"
    file.write_bytes(picture("jpeg"))
    tag = f"-XMP-iptcExt:DigitalSourceType={source}"
    subprocess.run(["exiftool", "-overwrite_original", tag, "-XMP-dc:Creator=Mei", file], check=True, capture_output=True)
    (image,) = brought(person, ("made.jpg", file.read_bytes()))
    kept = tags(person.file(image).content, tmp_path)
    assert [value for name, value in kept.items() if name.endswith(":DigitalSourceType")] == [source]
    assert not any(name.endswith(":Creator") for name in kept)


def test_a_whole_body_may_be_one_picture(person: Person):
    answer = person.http.post("/api/images", content=picture("webp"), headers={"Content-Type": "image/webp"})
    assert answer.status_code == 201
    (image,) = answer.json()["data"]
    assert "name" not in image
    details = person.http.get(f"/api/images/{image['id']}").json()
    assert (details["model"], details["prompt"]) == ("upload", "")
    job = person.job(image["job"])
    assert (job["status"], job["task"], job["price"]) == ("succeeded", "upload", {"credits": 0})
    assert [each["id"] for each in job["images"]] == [image["id"]]


def test_several_files_come_together_in_their_order(person: Person):
    sizes = [(32 + step, 40) for step in range(14)]
    files = [(f"{width}.png", picture("png", size=(width, height))) for width, height in sizes]
    images = brought(person, *files)
    assert [(image["width"], image["height"], image["name"]) for image in images] == [
        (width, height, f"{width}.png") for width, height in sizes
    ]
    listed = person.http.get("/api/images").json()["data"]
    assert [image["id"] for image in listed] == [image["id"] for image in reversed(images)]


def test_a_mask_is_in_no_list(person: Person):
    (mask,) = brought(person, ("mask.png", picture("png")), params={"use": "mask"})
    assert mask["kind"] == "mask"
    assert person.http.get("/api/images").json()["data"] == []
    assert person.file(mask).status_code == 200
    assert 'class="thumb"' not in person.http.get("/gallery").text
    assert_problem(bring(person, ("a.png", picture("png")), params={"use": "hat"}), 400, "malformed_parameter")


def test_the_file_s_name_finds_it(person: Person):
    (image,) = brought(person, ("Ferien 貓 am See.jpg", picture("jpeg")))
    for words in ("ferien", "貓", "see ferien"):
        found = person.http.get("/api/images", params={"q": words}).json()["data"]
        assert [each["id"] for each in found] == [image["id"]], words
    assert person.http.get("/api/images", params={"q": "zeitgeist"}).json()["data"] == []


def test_a_retry_brings_nothing_twice(person: Person):
    headers = {"Idempotency-Key": canary()}
    files = [("a.png", picture("png")), ("b.jpg", picture("jpeg"))]
    first = brought(person, *files, headers=headers)
    again = brought(person, *files, headers=headers)
    assert [image["id"] for image in again] == [image["id"] for image in first]
    assert_problem(bring(person, files[0], headers=headers), 422, "idempotency_key_reused")


# Refusals.


def test_every_hostile_file_is_refused_plainly_or_comes_clean(new_server, tmp_path: Path):
    """More than two hundred of them, one after another, at one server: it neither ends nor grows."""
    server = new_server().start()
    person, books, secret = Person(server), Books(server.data), canary().encode()
    brought(person, ("first.jpg", picture("jpeg", size=(2_000, 1_500))))
    before, taken, refused = resident(server), [], 0
    for file in hostile_files(secret):
        stored = (books.count("studio_image"), books.count("studio_job"), books.pictures_on_disk())
        answer = sent(person, file)
        assert server.is_running, file.name
        if answer.status_code == 201:
            assert not file.is_refused, f"{file.name} was taken"
            (image,) = answer.json()["data"]
            taken.append((file, person.file(image).content))
        else:
            code = answer.json()["code"]
            assert code in REFUSALS, f"{file.name}: {answer.text}"
            assert_problem(answer, REFUSALS[code], code)
            assert (books.count("studio_image"), books.count("studio_job"), books.pictures_on_disk()) == stored, file.name
            refused += 1
    for file, content in taken:
        try:
            assert_clean(content, tmp_path, secret)
        except AssertionError as fault:
            raise AssertionError(f"{file.name} is kept unclean") from fault
    assert refused >= 100 and len(taken) >= 20
    assert resident(server) - before < GROWTH, "memory is not given back"
    assert resident(server, "VmHWM") < PEAK, "one file took too much memory"
    assert traces(server.data, {"secret": secret}) == []
    person.close()


def sent(person: Person, file: Hostile) -> httpx.Response:
    """By a form or as a whole body, by what its length says; an empty form field is no file."""
    if len(file.content) % 2:
        return bring(person, (file.name, file.content), kind=file.kind)
    return person.http.post("/api/images", content=file.content, headers={"Content-Type": file.kind})


def resident(server: Server, kind: str = "VmRSS") -> int:
    """How much memory the server holds, in kilobytes."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(rf"{kind}:\s+(\d+)", status).group(1))


def test_one_bad_file_refuses_them_all(person: Person):
    answer = bring(person, ("good.png", picture("png")), ("bad.png", b"no picture"))
    assert_problem(answer, 415, "image_unsupported")
    assert list(answer.json()["errors"]) == ["file.2"]
    assert person.http.get("/api/images").status_code == 200
    assert person.http.get("/api/images").json()["data"] == []


def test_a_refused_first_upload_leaves_no_visitor(server: Server, owner: Person):
    books = Books(server.data)
    for content in (b"no picture", picture("png")[:60]):
        answer = bring(owner, ("a.png", content))
        assert answer.status_code in (415, 422) and "set-cookie" not in answer.headers
    assert books.subjects() == [] and books.pictures_on_disk() == set()
    elsewhere = {"Content-Type": "image/png", "Sec-Fetch-Site": "cross-site"}
    answer = owner.http.post("/api/images", content=picture("png"), headers=elsewhere)
    assert_problem(answer, 401, "visitor_required")
    brought(owner, ("a.png", picture("png")))
    assert len(books.subjects()) == 1 and owner.cookie


def test_a_request_that_is_too_much_is_refused(person: Person):
    zeros = bytes(TOO_LARGE)
    assert_problem(bring(person, ("large.png", zeros)), 413, "file_too_large")
    whole = person.http.post("/api/images", content=zeros, headers={"Content-Type": "image/png"})
    assert_problem(whole, 413, "file_too_large")
    many = [(f"{number}.png", picture("png")) for number in range(15)]
    assert_problem(bring(person, *many), 422, "too_many_files")
    assert person.http.get("/api/images").json()["data"] == []


NAMED = b'Content-Disposition: form-data; name="file"; filename="a.png"'
BROKEN_FORMS: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 400, "malformed_body"),
    "no part": (b"--b--\r\n", 422, "file_missing"),
    "no end": (b"--b\r\n" + NAMED + b"\r\n\r\nabc", 400, "malformed_body"),
    "another boundary": (b"--c\r\n" + NAMED + b"\r\n\r\nabc\r\n--c--", 400, "malformed_body"),
    "words before": (b"words\r\n--b\r\n" + NAMED + b"\r\n\r\nabc\r\n--b--", 400, "malformed_body"),
    "no name": (b"--b\r\nContent-Type: image/png\r\n\r\nabc\r\n--b--", 400, "malformed_body"),
    "no head": (b"--b\r\n\r\nabc\r\n--b--", 400, "malformed_body"),
    "an unknown field": (b'--b\r\nContent-Disposition: form-data; name="ssn"\r\n\r\nabc\r\n--b--', 400, "unknown_field"),
    "a token": (b'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nabc\r\n--b--', 400, "unknown_field"),
    "an empty field": (b'--b\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--b--', 422, "file_missing"),
    "a nested form": (b"--b\r\n" + NAMED + b"\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--b--", 400, "malformed_body"),
    "a long head": (b"--b\r\n" + NAMED + b"\r\nX: " + b"y" * 5_000 + b"\r\n\r\nabc\r\n--b--", 400, "malformed_body"),
    "many lines": (b"--b\r\n" + NAMED + b"\r\nX: y" * 20 + b"\r\n\r\nabc\r\n--b--", 400, "malformed_body"),
    "a long tail": (b"--b--\r\n" + b"x" * 5_000, 400, "malformed_body"),
}


@pytest.mark.parametrize(("body", "status", "code"), BROKEN_FORMS.values(), ids=BROKEN_FORMS.keys())
def test_a_form_that_is_none_is_refused(person: Person, body: bytes, status: int, code: str):
    answer = person.http.post("/api/images", content=body, headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert_problem(answer, status, code)


@pytest.mark.parametrize("kind", ["", "application/json", "text/plain", "multipart/form-data", "multipart/mixed; boundary=b"])
def test_other_kinds_of_content_are_refused(person: Person, kind: str):
    answer = person.http.post("/api/images", content=picture("png"), headers={"Content-Type": kind} if kind else {})
    assert_problem(answer, 415, "unsupported_media_type")


def test_only_so_many_uploads_are_on_their_way_at_once(owner: Person):
    brought(owner, ("a.png", picture("png")))
    with ExitStack() as slow:

        def is_full() -> httpx.Response | None:
            # One more each time: whatever is under way at the moment may have had the place of an earlier one.
            slow.enter_context(trickling(owner))
            answer = bring(owner, ("a.png", picture("png")))
            return answer if answer.status_code == 503 else None

        answer = eventually(is_full, about="uploads are refused")
        assert_problem(answer, 503, "too_busy")
        assert int(answer.headers["retry-after"]) > 0
        assert owner.http.get("/api/images").status_code == 200, "all else goes on"
    eventually(lambda: bring(owner, ("a.png", picture("png"))).status_code == 201, about="there is room again")


@contextmanager
def trickling(person: Person) -> Iterator[None]:
    """An upload that has begun and does not end."""
    head = (
        "POST /api/images HTTP/1.1\r\nHost: localhost:{port}\r\nSec-Fetch-Site: same-origin\r\nCookie: nbp_visitor={cookie}\r\n"
        "Content-Type: image/png\r\nContent-Length: 100000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", person.server.port)) as connection:
        connection.sendall(head.format(port=person.server.port, cookie=person.cookie).encode() + picture("png"))
        yield


# What else happens to them.


def test_an_upload_is_gone_with_its_deletion_and_with_its_person(owner: Person):
    secret, books = canary(), Books(owner.server.data)
    first, second = (brought(owner, (f"{secret} {number}.png", picture("png", size=(200, 90))))[0] for number in range(2))
    subject = books.subjects()[-1]
    files = books.pictures_on_disk()
    assert owner.http.delete(f"/api/images/{first['id']}").status_code == 204
    assert owner.http.get(f"/api/images/{first['id']}").status_code == 404
    assert owner.http.get(f"/api/jobs/{first['job']}").status_code == 404, "the bringing is told no longer either"
    left = {name for name in files if second["id"] in name}
    eventually(lambda: books.pictures_on_disk() == left, about="its files are gone")
    erase(owner)
    eventually(lambda: books.is_erased(subject), about="the erasure has ended", within=60)
    assert books.pictures_on_disk() == set()
    assert traces(owner.server.data, {"name": secret.encode()}) == []


def erase(person: Person) -> None:
    """Erases everything by the page's form."""
    token = CSRF.search(person.http.get("/erase").text).group(1)
    assert person.http.post("/erase", data={"csrf": token}).status_code == 303


def test_an_archive_holds_uploads_and_another_person_can_bring_it(shared_server: Server):
    giver, taker, name = Member(shared_server), Member(shared_server), f"{canary()}.jpg"
    answer = giver.http.post("/api/images", files=[("file", (name, picture("jpeg", size=(300, 200)), "image/jpeg"))])
    assert answer.status_code == 201, answer.text
    (image,) = answer.json()["data"]
    original = giver.http.get(image["url"]).content
    archive = archives.fetched(giver)
    archives.check(archive)
    (row,) = archives.rows(archive, "studio_image")
    assert (row["name"], row["kind"], row["format"]) == (name, "picture", "jpeg")
    (file,) = [path for path in archive.namelist() if path.startswith("images/")]
    assert file.endswith(".jpg") and archive.read(file) == original
    report = archives.brought(taker, archives.rezipped(archive))
    assert report["status"] == "complete", report
    (copy,) = taker.http.get("/api/images", params={"q": name.removesuffix(".jpg")}).json()["data"]
    assert copy["uploaded"] and taker.http.get(copy["url"]).content == original
    giver.close()
    taker.close()


def test_whoever_it_is_not_sees_none_of_it(person: Person, shared_server: Server):
    (image,) = brought(person, ("cat.jpg", picture("jpeg")))
    other = Person(shared_server)
    brought(other, ("dog.jpg", picture("jpeg")))
    for path in (f"/api/images/{image['id']}", image["url"], f"/images/{image['id']}", f"/api/jobs/{image['job']}"):
        assert other.http.get(path).status_code == 404, path
    other.close()


# The page.


@in_every_language
def test_a_chosen_file_becomes_a_page_of_its_own(studio: StudioPage, tmp_path: Path):
    page, say = studio.page, studio.language.say
    file = tmp_path / "貓.jpg"
    file.write_bytes(picture("jpeg", size=(600, 400)))
    page.locator("#files").set_input_files(file)
    page.locator("#upload button").click()
    page.wait_for_url(re.compile(r"/images/img_\w+$"))
    expect(page.locator(".facts")).to_contain_text("貓.jpg")
    expect(page.locator(".easel img")).to_have_attribute("alt", say("upload.named", name="貓.jpg"))
    expect(page.get_by_text(say("image.variations"))).to_have_count(0)
    studio.open("/gallery")
    expect(page.locator(".tag")).to_have_text(say("upload.named", name="貓.jpg"))


@in_every_language
def test_dropped_and_pasted_files_are_taken_too(studio: StudioPage):
    give = """([kind, bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], "cat.png", { type: "image/png" }));
        const event = kind === "paste"
            ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true })
            : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
    }"""
    for kind in ("drop", "paste"):
        studio.open()
        studio.page.evaluate(give, [kind, list(picture("png"))])
        studio.page.wait_for_url(re.compile(r"/images/img_\w+$"))


@in_every_language
def test_a_refused_file_is_told_below_the_form(studio: StudioPage, tmp_path: Path):
    file = tmp_path / "drawing.png"
    file.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    studio.page.locator("#files").set_input_files(file)
    studio.page.locator("#upload button").click()
    expect(studio.page.locator("#upload-problem")).to_contain_text(studio.language.say("problem.image_unsupported.title"))
    expect(studio.page.locator("#upload-progress")).to_be_hidden()
    assert studio.page.context.cookies() == []


@in_every_language
def test_without_scripts_the_form_does_it(
    new_context: Callable[..., BrowserContext], shared_server: Server, language: Language, tmp_path: Path
):
    page: Page = new_context(java_script_enabled=False).new_page()
    studio = StudioPage(page, shared_server, language).open()
    files = [tmp_path / "one.png", tmp_path / "two.webp"]
    for file, form in zip(files, ("png", "webp"), strict=True):
        file.write_bytes(picture(form))
    page.locator("#files").set_input_files(files[0])
    page.locator("#upload button").click()
    expect(page).to_have_url(re.compile(r"/images/img_\w+$"))
    studio.open()
    page.locator("#files").set_input_files(files)
    page.locator("#upload button").click()
    expect(page).to_have_url(re.compile(r"/gallery$"))
    expect(page.locator(".thumb")).to_have_count(3)
    studio.open()
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    page.locator("#files").set_input_files(broken)
    page.locator("#upload button").click()
    expect(page.locator("main")).to_contain_text(language.say("problem.image_unsupported.title"))


@pytest.mark.parametrize("token", ["", "0.0.0", "x" * 300])
def test_a_form_without_its_token_brings_nothing(person: Person, token: str):
    brought(person, ("a.png", picture("png")))
    answer = person.http.post("/images", data={"csrf": token}, files=[("file", ("b.png", picture("png"), "image/png"))])
    assert answer.status_code == 403
    late = [("file", ("b.png", picture("png"), "image/png")), ("csrf", (None, CSRF.search(person.http.get("/").text).group(1)))]
    assert person.http.post("/images", files=late).status_code == 403, "the token stands before the files"
    other = person.http.post("/images", headers={"Sec-Fetch-Site": "cross-site"}, files=late)
    assert other.status_code == 403
    assert len(person.http.get("/api/images").json()["data"]) == 1
