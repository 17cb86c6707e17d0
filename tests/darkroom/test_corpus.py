"""What becomes of hostile and odd files: the right picture, or a clear refusal."""

import pytest
from PIL import Image
from PIL.AvifImagePlugin import AvifImageFile

from tests.darkroom import corpus
from tests.darkroom.working import corners, near, work


@pytest.mark.parametrize("name", corpus.SOUND)
def test_it_is_taken_and_shows_what_it_is_to_show(name: str) -> None:
    make, expected = corpus.SOUND[name]
    done = work(make())
    assert "refused" not in done.result
    wanted = expected if isinstance(expected[0], tuple) else (expected,) * 4
    got = corners(done.narrowest)
    assert [pair for pair in zip(got, wanted, strict=True) if not near(*pair)] == []


@pytest.mark.parametrize("name", corpus.REFUSED)
def test_it_is_refused_and_nothing_is_made_of_it(name: str) -> None:
    make, why, numbers = corpus.REFUSED[name]
    done = work(make())
    assert (done.result, done.files) == ({"refused": why, "numbers": numbers}, {})


def test_the_library_for_heic_leaves_avif_to_pillow() -> None:
    assert Image.OPEN["AVIF"][0] is AvifImageFile
    assert work(corpus.SOUND["avif"][0]()).result["format"] == "AVIF"


def test_a_picture_taken_upright_is_as_large_as_it_was_taken() -> None:
    sizes = {n: work(corpus.lying(n)).result for n in corpus.UNDONE}
    assert {(one["width"], one["height"]) for one in sizes.values()} == {(480, 320)}
