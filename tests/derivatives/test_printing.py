"""The process that lays documents out: bounded in reach, time and memory."""

import os
import sys
from pathlib import Path

import pytest

from articles.derivatives import press, printing
from articles.derivatives.press import Handed
from articles.derivatives.printing import Document, printed
from tests import factories

pytestmark = pytest.mark.paper


def document(markup: str, styles: tuple[str, ...] = (), **options: object) -> Document:
    return Document(f'<html lang="en"><title>T</title>{markup}', "https://news.example.org/en/", styles, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "http://127.0.0.1/", "https://news.example.org/admin/", "data:text/plain,x", "ftp://x/", "x",
        "FILE:///etc/passwd", "picture:other", "//evil.example/x", "",
    ],
)  # fmt: skip
def test_nothing_is_reached_that_was_not_handed_over(address: str) -> None:
    fetcher = Handed({"picture:release": b"jpeg"})
    with pytest.raises(ValueError, match="not handed over"):
        fetcher.fetch(address)
    with pytest.raises(ValueError, match="not handed over"):
        fetcher.open(address)


def test_what_was_handed_over_is_there() -> None:
    assert Handed({"picture:release": b"jpeg"}).fetch("picture:release").read() == b"jpeg"


def test_a_style_sheet_reaches_nothing_either(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("body::before { content: 'SECRET' }")
    [plain] = printed([document("<p>x")])
    [styled] = printed([document("<p>x", (f"@import url('{secret.as_uri()}'); p {{ color: black }}",))])
    assert abs(len(plain["a4"]) - len(styled["a4"])) < 200


def test_a_picture_that_was_handed_over_is_in_the_paper() -> None:
    markup = '<p><img src="picture:release" alt="A">'
    [without] = printed([document(markup)])
    [with_it] = printed([document(markup, pictures={"picture:release": factories.picture().getvalue()})])
    assert (b"DCTDecode" in without["a4"], b"DCTDecode" in with_it["a4"]) == (False, True)


ENDLESS = """
import pathlib, sys
folder = pathlib.Path(sys.argv[1])
for name in ("0-a4.pdf", "0-letter.pdf"):
    (folder / name).write_bytes(b"%PDF")
while True:
    pass
"""


def test_a_document_that_takes_too_long_is_stopped_and_the_others_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = tmp_path / "articles" / "derivatives"
    stub.mkdir(parents=True)
    (stub / "press.py").write_text(ENDLESS)
    monkeypatch.setattr(printing, "ROOT", tmp_path)
    assert printed([document("<p>x"), document("<p>y")], seconds=5) == [{"a4": b"%PDF", "letter": b"%PDF"}, {}]


def test_a_document_that_takes_too_much_memory_fails_by_itself() -> None:
    script = (
        "import resource, sys; from pathlib import Path; from articles.derivatives import press\n"
        "press.lay_out = lambda *_: bytearray(2 * press.MEMORY)\n"
        "sys.exit(press.main(Path(sys.argv[1])))"
    )
    with printing.tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "job.json").write_text("[{}]")
        command = [sys.executable, "-c", script, folder]
        done = printing.subprocess.run(command, cwd=printing.ROOT, capture_output=True, check=False)
    assert (done.returncode, b"MemoryError" in done.stderr) == (1, True)


def test_a_press_that_cannot_be_run_makes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "ROOT", Path("/"))
    assert printed([document("<p>x")]) == [{}]


def test_the_press_knows_no_secret_and_no_django() -> None:
    source = Path(press.__file__).read_text(encoding="utf-8")
    assert "django" not in source.lower().replace("without django", "")
    script = "import sys, os, articles.derivatives.press; print('django' in sys.modules, sorted(os.environ))"
    done = printing.subprocess.run(
        [sys.executable, "-c", script], cwd=printing.ROOT, env={"PATH": os.defpath}, capture_output=True, check=True
    )
    assert done.stdout.decode().startswith("False ")


def test_nothing_is_left_of_a_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing.tempfile, "tempdir", str(tmp_path))
    printed([document("<p>x")])
    assert list(tmp_path.iterdir()) == []
