"""What matched is marked: by stem, escaped first, in any script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search import highlighting
from articles.search.highlighting import BEFORE, LENGTH, Match, headline, snippet
from articles.search.queries import understood


def marked(text: str, typed: str, language: str = "en") -> str:
    return headline(text, understood(typed, language))


@pytest.mark.parametrize(
    ("language", "text", "typed", "expected"),
    [
        ("en", "Trained crews", "training", "<mark>Trained</mark> crews"),
        ("fr", "Déclaration de l’OTAN", "declare otan", "<mark>Déclaration</mark> de l’<mark>OTAN</mark>"),
        ("fr", "Le porte-parole", "porteparole", "Le <mark>porte-parole</mark>"),
        ("fr", "Le porte-parole", "porte-parole", "Le <mark>porte-parole</mark>"),
        ("fr", "5\u202f000 marins", "5000", "<mark>5\u202f000</mark> marins"),
        ("ar", "تدعو الْمُنَظَّمَة الدول", "منظمة", "تدعو <mark>الْمُنَظَّمَة</mark> الدول"),
        ("ru", "Правила безопасности", "безопасность", "Правила <mark>безопасности</mark>"),
        ("zh-hans", "国际海上安全会议", "海上安全", "国际<mark>海上安全</mark>会议"),
        ("zh-hans", "海上，海边", "海", "<mark>海</mark>上，<mark>海</mark>边"),
        ("zh-hans", "海上的安全", "海上安全", "<mark>海上</mark>的<mark>安全</mark>"),
        ("zh-hans", "北约NATO", "nato", "北约<mark>NATO</mark>"),
        ("en", "Blue sea, sea wind", '"sea wind"', "Blue sea, <mark>sea wind</mark>"),
        ("en", "A <b>sea</b> & more", "sea", "A &lt;b&gt;<mark>sea</mark>&lt;/b&gt; &amp; more"),
        ("en", "amp & lt", "amp", "<mark>amp</mark> &amp; lt"),
        ("en", "Nothing here", "sea", "Nothing here"),
        ("en", "", "sea", ""),
    ],
)
def test_what_matched_is_marked(language: str, text: str, typed: str, expected: str) -> None:
    assert marked(text, typed, language) == expected


def test_no_markup_comes_out_of_a_text_but_the_marks() -> None:
    text = "<script>sea</script> <img src=x onerror=sea> \"sea' </mark>"
    found = marked(text, "sea script mark")
    assert found.replace("<mark>", "").replace("</mark>", "").count("<") == 0


def shown(lead: str, body: str, typed: str, language: str = "en") -> str:
    return snippet(lead, body, understood(typed, language))


def test_the_lead_is_shown_where_it_matches_or_nothing_does() -> None:
    assert shown("A sea lead", "The sea", "sea") == "A <mark>sea</mark> lead"
    assert shown("A lead", "A body", "sea") == "A lead"


def test_else_the_place_of_the_body_where_most_is() -> None:
    body = "sea " + "word " * 200 + "The sea and the wind met. " + "word " * 200
    found = shown("A lead", body, "sea wind")
    assert "The <mark>sea</mark> and the <mark>wind</mark> met." in found
    assert found.startswith("…word")
    assert found.endswith("word…")
    assert len(found) < LENGTH + 40


def test_a_chinese_text_is_cut_in_its_own_way() -> None:
    body = "这是一个很长的句子。" * 60 + "海上安全会议在北京举行。" + "这是一个很长的句子。" * 60
    found = shown("", body, "海上安全", "zh-hans")
    assert "<mark>海上安全</mark>会议在北京举行" in found
    assert found.startswith("…")
    assert len(found) < LENGTH


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    assert len(shown("", "x" * 5000, "sea")) <= LENGTH + 2


def test_marks_at_the_edge_of_a_snippet_are_whole() -> None:
    for offset in range(60):
        found = shown("", "x " * 200 + "y" * offset + " sea " + "z " * 200, "sea")
        assert found.count("<mark>") == found.count("</mark>") == 1


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 60), st.sampled_from("abcd")), max_size=40))
def test_a_snippet_begins_where_most_different_words_follow(gaps: list[tuple[int, int, str]]) -> None:
    places, at = list[Match](), 0
    for gap, length, what in gaps:
        places.append(Match(at + gap, at + gap + length, what))
        at = places[-1].end
    shown_from = [len({p.what for p in places if p.start >= one.start and p.end <= one.start + 210}) for one in places]
    best = next((one.start for one, most in zip(places, shown_from, strict=True) if 0 < most == max(shown_from)), 0)
    assert highlighting._start("x" * (at + 400), places, LENGTH) == (best - BEFORE if best > BEFORE else 0)
