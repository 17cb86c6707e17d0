"""The process in which pictures are developed: what it gives, what ends it, and what that means."""

import errno
import io
import os
import re
import resource
import stat
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from django.utils import translation
from PIL import Image
from pytest_django import Settings

from articles.darkroom import developing, problems
from articles.darkroom.developing import ImageProblem, Made, develop
from tests.darkroom import corpus, files
from tests.darkroom.files import file, plain, quarters
from tests.darkroom.working import work


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which pictures are developed, empty."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def instead(folder: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let ``program``, of the shell, be what is run in place of Python."""
    path = folder.parent / f"{folder.name}-python"
    path.write_text(f"#!/bin/sh\n{program}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(path))


def refusal(data: bytes) -> str:
    with pytest.raises(ImageProblem) as caught:
        develop(io.BytesIO(data))
    return str(caught.value)


def test_a_picture_comes_back_with_all_that_was_made_of_it(folders: Path) -> None:
    photo = io.BytesIO(file(quarters(1000, 600), "WEBP", exif=files.turned(3)))
    photo.read(7)  # wherever others have left off
    done = develop(photo, ("base", "avif"), focus=(20, 80))
    assert (done.width, done.height, done.format, done.colour, done.flat) == (1000, 600, "WEBP", "#7f7f80", True)
    assert [(one.name, one.mime, one.format) for one in done.made] == [
        ("240.png", "image/png", "png"),
        ("400.png", "image/png", "png"),
        ("520.png", "image/png", "png"),
        ("700.png", "image/png", "png"),
        ("800.png", "image/png", "png"),
        ("1000.png", "image/png", "png"),
        ("full.png", "image/png", "png"),
        ("social-20-80.jpg", "image/jpeg", "jpeg"),
        ("240.avif", "image/avif", "avif"),
        ("400.avif", "image/avif", "avif"),
        ("520.avif", "image/avif", "avif"),
        ("700.avif", "image/avif", "avif"),
        ("800.avif", "image/avif", "avif"),
        ("1000.avif", "image/avif", "avif"),
    ]
    opened = [Image.open(io.BytesIO(one.data)) for one in done.made]
    assert [image.size for image in opened] == [(one.width, one.height) for one in done.made]
    assert [Image.MIME[str(image.format)] for image in opened] == [one.mime for one in done.made]
    assert list(folders.iterdir()) == []


def test_heic_and_avif_are_told_from_each_other_by_the_process() -> None:
    assert develop(io.BytesIO(corpus.lying(6, "HEIF")), ("social",)).format == "HEIF"
    assert develop(io.BytesIO(file(quarters(), "AVIF")), ("social",)).format == "AVIF"


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"") == "This file is empty."


def test_a_file_of_too_many_bytes_is_refused_unread(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.IMAGE_MAX_BYTES = 1_500_000
    monkeypatch.setattr(sys, "executable", "/nonexistent")
    assert refusal(bytes(1_500_001)) == "This file is larger than 1.4 MB."


def test_limits_are_the_settings(settings: Settings, folders: Path) -> None:
    data = file(plain("L", 0, 500, 300), "PNG")
    settings.IMAGE_MAX_PIXELS = 149_999
    assert refusal(data) == "This picture has more than 0.1 megapixels. Make it smaller."
    settings.IMAGE_MAX_PIXELS, settings.IMAGE_MIN_WIDTH = 150_000, 501
    assert refusal(data) == "This picture is less than 501 pixels wide."
    assert list(folders.iterdir()) == []


def test_a_bomb_costs_an_error_and_little_memory() -> None:
    assert refusal(corpus.claiming(13_000, 13_000)) == "This picture has more than 40 megapixels. Make it smaller."


def test_a_jpeg_of_ten_thousand_scans_is_stopped(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(developing, "WAITING", 60)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(ImageProblem, match="takes too long"):
        develop(io.BytesIO(files.many_scans(6000, 6000, 10_000)), seconds=1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert 0.5 < after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2.5
    assert list(folders.iterdir()) == []


def test_a_picture_that_takes_more_memory_than_there_is_for_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(developing, "MEMORY", 250 * 1024 * 1024)
    monkeypatch.setattr(developing, "PIXEL", 0)
    data = file(plain("L", 0, 6500, 6000), "PNG", compress_level=1)
    assert refusal(data).startswith("This picture takes too much memory to read.")


@pytest.mark.parametrize("signal", ["SEGV", "ABRT", "BUS"])
def test_a_file_that_makes_a_decoder_crash_is_damaged(
    signal: str, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(folders, monkeypatch, f"kill -{signal} $$")
    assert refusal(b"x") == "This picture is damaged or not complete. Send or save it again."


@pytest.mark.parametrize("program", ["kill -KILL $$", "kill -TERM $$", "exit 1", "exit 0"])
def test_a_process_that_was_ended_from_outside_may_be_tried_again(
    program: str, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(folders, monkeypatch, program)
    with pytest.raises(OSError, match=r"could not be developed|No such file"):
        develop(io.BytesIO(b"x"))
    assert list(folders.iterdir()) == []


def test_a_machine_that_is_too_busy_may_be_tried_again(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(folders, monkeypatch, "exec sleep 60")
    monkeypatch.setattr(developing, "WAITING", 0.1)
    with pytest.raises(TimeoutError):
        develop(io.BytesIO(b"x"), seconds=1)
    assert list(folders.iterdir()) == []


def test_a_full_disk_is_not_the_pictures_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.suffix == ".jpg":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):  # which ends the process, as in the tests above
        work(file(quarters(), "JPEG"))


def test_where_no_process_can_be_started_it_may_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent")
    with pytest.raises(FileNotFoundError):
        develop(io.BytesIO(b"x"))


def test_the_process_knows_nothing_of_ours(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    seen = folders.parent / f"{folders.name}-seen"
    instead(folders, monkeypatch, f"env > {seen}; exit 1")
    with pytest.raises(OSError, match="ended with 1"):
        develop(io.BytesIO(b"x"))
    names = {line.partition("=")[0] for line in seen.read_text().splitlines()}
    assert names - {"PWD", "OLDPWD", "SHLVL", "_"} == {"PATH", "LANG", "HOME", "TMPDIR"}


def test_the_process_loads_neither_django_nor_a_database() -> None:
    command = "import sys, articles.darkroom.enlarger; print(*{name.partition('.')[0] for name in sys.modules})"
    with os.popen(f"{sys.executable} -c {command!r}") as answer:  # noqa: S605 (our own words)
        assert {"django", "psycopg", "sqlite3", "ssl"} & set(answer.read().split()) == set()


@pytest.mark.parametrize(
    ("wanted", "focus"), [((), (50, 50)), (("all",), (50, 50)), (("base",), (101, 0)), (("base",), (0, -1))]
)
def test_what_nobody_can_develop_is_a_mistake_of_the_program(wanted: tuple[str, ...], focus: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="Nobody can develop") as caught:
        develop(io.BytesIO(b"x"), wanted, focus)
    assert not isinstance(caught.value, ImageProblem)


@pytest.mark.parametrize("name", ["400.jpg", "2000.png", "800.avif"])
def test_what_is_made_says_its_media_type(name: str) -> None:
    kinds = {"jpg": "image/jpeg", "png": "image/png", "avif": "image/avif"}
    assert Made(name, 1, 1, b"").mime == kinds[name.partition(".")[2]]


def test_every_refusal_has_its_sentence() -> None:
    words = {why for _make, why, _numbers in corpus.REFUSED.values()} | {"empty", "heavy", "slow", "costly", "no_heif"}
    assert words == set(problems.FOREIGN) | set(problems.OWN)
    said = {why: str(problems.problem(why, {"frames": 3})) for why in words}
    assert len(set(said.values())) == len(words)
    assert said["svg"] == "This is an SVG drawing. Save it as PNG. Pictures are taken as JPEG, PNG, WebP, AVIF or HEIC."
    assert said["animated"].startswith("This picture is an animation of 3 frames.")
    assert said["large"] == "This picture has more than 40 megapixels. Make it smaller."
    assert said["heavy"] == "This file is larger than 25 MB."
    assert said["narrow"] == "This picture is less than 400 pixels wide."


@pytest.mark.parametrize("language", ["fr", "ar", "ru", "zh-hans"])
def test_every_refusal_can_be_said_in_every_language(language: str) -> None:
    with translation.override(language):
        assert all(str(problems.problem(why, {"frames": 3})) for why in {**problems.FOREIGN, **problems.OWN})


def test_without_the_library_for_heic_one_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert work(file(quarters(), "HEIF")).result["refused"] == "no_heif"
    assert str(problems.problem("no_heif", {})) == "HEIC pictures cannot be read on this server. Save it as JPEG."


def test_more_uploads_than_processors_wait_for_their_turn(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(developing, "SLOTS", threading.BoundedSemaphore(1))
    monkeypatch.setattr(developing, "PLACES", threading.BoundedSemaphore(2))
    instead(folders, monkeypatch, "kill -SEGV $$")
    found: list[str] = []
    waiting = threading.Thread(target=lambda: found.append(refusal(b"x")))
    with developing.SLOTS:
        waiting.start()
        waiting.join(0.2)
        assert (waiting.is_alive(), found) == (True, [])
    waiting.join(20)
    assert len(found) == 1


def test_more_than_may_wait_are_refused_at_once_and_hold_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(developing, "PLACES", threading.BoundedSemaphore(1))
    with developing.PLACES, pytest.raises(TimeoutError, match="Too many"):
        develop(io.BytesIO(b"x"))
    with pytest.raises(ImageProblem):
        develop(io.BytesIO(b"x"))


def test_who_waits_too_long_gives_the_place_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(developing, "SLOTS", threading.BoundedSemaphore(1))
    monkeypatch.setattr(developing, "PLACES", threading.BoundedSemaphore(1))
    monkeypatch.setattr(developing, "PATIENCE", 0.01)
    for _ in range(2):
        with developing.SLOTS, pytest.raises(TimeoutError, match="Too many"):
            develop(io.BytesIO(b"x"))
    with pytest.raises(ImageProblem):
        develop(io.BytesIO(b"x"))


def test_uploads_leave_readers_half_of_the_threads_that_a_server_has() -> None:
    unit = (developing.ROOT / "deploy/systemd/newsroom.service").read_text()
    threads = re.search(r"--blocking-threads (\d+)", unit)
    assert threads is not None
    assert int(threads[1]) >= 4 * developing.AT_ONCE
