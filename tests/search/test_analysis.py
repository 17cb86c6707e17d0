"""What counts as the same word in each language."""

import pytest

from articles.search.analysis import compounds, forms, normal

SAME = {
    "fr": [
        ("déclaré", "déclaration"),
        ("déclarations", "DÉCLARATION"),
        ("declaration", "déclarations"),
        ("œuvres", "oeuvre"),
        ("Élève", "eleves"),
    ],
    "es": [
        ("organización", "organizaciones"),
        ("organizacion", "organización"),
        ("niños", "niño"),
        ("marítima", "maritimas"),
    ],
    "en": [("vessels", "vessel"), ("Coastal", "COASTAL"), ("training", "trained"), ("café", "cafe")],
    "ar": [
        ("الْمُنَظَّمَة", "المنظمة"),
        ("منظمة", "المنظمة"),
        ("والمنظمة", "منظمة"),
        ("للمنظمة", "المنظمة"),
        ("بالمنظمة", "منظمة"),
        ("الأمن", "الامن"),
        ("إنقاذ", "انقاذ"),
        ("آلية", "الية"),
        ("المـنظمـة", "المنظمة"),
        ("السلامة", "سلامة"),
    ],
    "ru": [
        ("безопасность", "безопасности"),
        ("БЕЗОПАСНОСТЬЮ", "безопасность"),
        ("учений", "учения"),
        ("самолёт", "самолет"),
        ("морской", "морская"),
    ],
    "zh-hans": [("ＮＡＴＯ", "nato"), ("２０２６", "2026")],
}
DIFFERENT = [
    ("fr", "port", "porte-parole"),
    ("ru", "йод", "иод"),
    ("en", "5000", "500"),
    ("ar", "بحر", "بر"),
]


def of(text: str, language: str) -> set[str]:
    """Return every form under which ``text``, one word, is found."""
    return {form for compound in compounds(text, language) for unit in compound.units for form in unit.forms}


def words(text: str, language: str) -> list[str]:
    return [unit.word for compound in compounds(text, language) for unit in compound.units]


@pytest.mark.parametrize(
    ("language", "first", "second"), [(code, *pair) for code, pairs in SAME.items() for pair in pairs]
)
def test_these_are_the_same_word(language: str, first: str, second: str) -> None:
    assert of(first, language) & of(second, language)


@pytest.mark.parametrize(("language", "first", "second"), DIFFERENT)
def test_these_are_not(language: str, first: str, second: str) -> None:
    assert not {forms(normal(first), language)[0]} & {forms(normal(second), language)[0]}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "l’OTAN", ["otan"]),
        ("fr", "jusqu'aujourd'hui", ["aujourd", "hui"]),
        ("fr", "le porte-parole", ["le", "porte", "parole"]),
        ("en", "the Organization's crews", ["the", "organization", "crews"]),
        ("en", "a sea\u00adfarer", ["a", "seafarer"]),
        ("fr", "5\u202f000 marins", ["5000", "marins"]),
        ("en", "5,000 or 5000", ["5000", "or", "5000"]),
        ("ar", "٥٠٠٠ بحار", ["5000", "بحار"]),
        ("fr", "3,5 %", ["3·5"]),
        ("en", "3.5 per cent", ["3·5", "per", "cent"]),
        ("en", "2026-K7QF", ["2026", "k7qf"]),
        ("zh-hans", "海上安全", ["海上", "上安", "安全"]),
        ("zh-hans", "海", ["海"]),
        ("zh-hans", "北约（NATO）秘书长", ["北约", "nato", "秘书", "书长"]),
        ("zh-hans", "2026年NATO会议", ["2026", "年", "nato", "会议"]),
        ("ar", "منظمة IMO", ["منظمة", "imo"]),
        ("en", "!?… — « »", []),
        ("ar", "ـ", []),
    ],
)
def test_a_text_falls_into_words(language: str, text: str, found: list[str]) -> None:
    assert words(text, language) == found


def test_a_hyphened_word_is_also_one_word() -> None:
    (compound,) = compounds("porte-parole", "fr")
    assert compound.whole == forms("porteparole", "fr")[0]


def test_places_are_those_of_the_text_as_it_stands() -> None:
    text = "À l’OTAN, 5\u202f000 marins"
    assert [text[unit.start : unit.end] for c in compounds(text, "fr") for unit in c.units] == [
        "À",
        "OTAN",
        "5\u202f000",
        "marins",
    ]


def test_a_word_without_end_is_cut() -> None:
    assert words("x" * 5000, "en") == ["x" * 40]


@pytest.mark.parametrize("odd", ["½", "℀", "ﷺ", "①", "🚢", "\ud7fb", "x" + "\u0301" * 50, "İstanbul", "ß", "﷽"])
def test_no_form_has_white_space_or_ascii_punctuation(odd: str) -> None:
    for language in ("en", "ar", "zh-hans"):
        for form in of(odd, language):
            assert form
            assert all(c.isalnum() or not c.isascii() for c in form)
            assert form.split() == [form]
