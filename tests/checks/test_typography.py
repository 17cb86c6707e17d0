"""Typography of each language: what is found, and what it becomes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import html
from articles.checks import Finding, Kind, Material, check, corrected
from articles.models.release import Text
from tests.checks.material import alone, text

NB, NN = "\u00a0", "\u202f"

REPAIRED = [
    ("fr", "Vraiment ? Oui ! Bien ; fin", f"Vraiment{NN}? Oui{NN}! Bien{NN}; fin"),
    ("fr", "Vraiment? Oui!", f"Vraiment{NN}? Oui{NN}!"),
    ("fr", "Voici : rien", f"Voici{NB}: rien"),
    ("fr", "Voici: rien", f"Voici{NB}: rien"),
    ("fr", "« Oui »", f"«{NB}Oui{NB}»"),
    ("fr", "«Oui»", f"«{NB}Oui{NB}»"),
    ("fr", 'Il dit "oui" ici', f"Il dit «{NB}oui{NB}» ici"),
    ("fr", 'Il dit " oui " ici', f"Il dit «{NB}oui{NB}» ici"),
    ("fr", f'Il dit «{NB}le "oui" net{NB}»', f"Il dit «{NB}le “oui” net{NB}»"),
    ("fr", "Il dit “oui” ici", f"Il dit «{NB}oui{NB}» ici"),
    ("fr", "l'eau d'ici", "l’eau d’ici"),
    ("fr", "12 500 personnes", f"12{NN}500 personnes"),
    ("fr", "1 234 567 personnes", f"1{NN}234{NN}567 personnes"),
    ("fr", "12 % et 13%", f"12{NB}% et 13{NB}%"),
    ("fr", "mot  mot", "mot mot"),
    ("fr", "mot , mot .", "mot, mot."),
    ("fr", 'Il dit "oui" ? "Non"', f"Il dit «{NB}oui{NB}»{NN}? «{NB}Non{NB}»"),
    ("fr", "a &amp; b ; c", f"a &amp; b{NN}; c"),
    ("en", "ICSO's \"boats\" don't", "ICSO’s “boats” don’t"),
    ("en", "the States' boats", "the States’ boats"),
    ("en", "the '90s", "the ’90s"),
    ("en", "Really ? Yes :", "Really? Yes:"),
    ("en", "one  two , three", "one two, three"),
    ("es", 'Dijo "sí" ayer', "Dijo «sí» ayer"),
    ("es", "Dijo: «el \"sí\" claro»", "Dijo: «el “sí” claro»"),
    ("es", "¿Qué ?", "¿Qué?"),
    ("ru", 'Сеть "Тайд" - это', f"Сеть «Тайд»{NB}— это"),
    ("ru", "Сеть “Тайд”", "Сеть «Тайд»"),
    ("ar", "قال, ثم سأل? نعم;", "قال، ثم سأل؟ نعم؛"),
    ("ar", "في عام 2025, وقال", "في عام 2025، وقال"),
    ("ar", 'شبكة "تايد" هنا', "شبكة «تايد» هنا"),
    ("ar", "قال «نعم», ثم", "قال «نعم»، ثم"),
    ("ar", "قال ، ثم", "قال، ثم"),
    ("zh-hans", "你好,世界.", "你好，世界。"),
    ("zh-hans", "你好, 世界!真的?", "你好，世界！真的？"),
    ("zh-hans", "时间:10:30;地点", "时间：10:30；地点"),
    ("zh-hans", "潮讯(TideLink)网络", "潮讯（TideLink）网络"),
    ("zh-hans", "他说\"你好\"。", "他说“你好”。"),
    ("zh-hans", "等等...", "等等……"),
    ("zh-hans", "你好 世界", "你好世界"),
]  # fmt: skip
RIGHT = [
    ("fr", f"À 10:30, «{NB}l’eau{NB}»{NN}: 12{NN}500{NB}% de plus{NB}; oui{NN}!"),
    ("fr", f"Voir https://example.org/a?b=c;d!e et presse@example.org{NB}: 10:30."),
    ("fr", "Tél. +33 1 234 567 890"),
    ("fr", "En 2025 154 États (?) et… voilà"),
    ("fr", '<p>Le <span lang="en">“Blue Hour: what now?”</span> de l’OISC</p>'),
    ("fr", '<p><a href="https://example.org/?a=1;b" title="l\'eau : non">ici</a></p>'),
    ("en", "“Boats,” she said: the ’90s at 10:30; it’s 5%."),
    ("en", "A 5'10 mast and a 6\" pipe, version 2.0 .NET"),
    ("es", "¿Qué? ¡Sí! «Hola», “bien”: EE. UU. ¿Y las EE. UU.?"),
    ("es", "¡¿Qué?!"),
    ("es", "¿De verdad!"),
    ("ru", "Сеть «Тайд» — это 10-й порт, 5 - 10 т."),
    ("ar", "قال: «نعم»، ثم سأل؟ 12,5 و61,4 في المائة؛ ICSO, OISC"),
    ("ar", "12 Rue X (Lyon), France"),
    ("zh-hans", "“潮讯”（TideLink）网络：10:30，2.5万人；1,200艘《报告》……"),
    ("zh-hans", "ICSO (Lisbon), 2026."),
    ("zh-hans", "ICSO 的网络，TideLink 2.0"),
]


def typography(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.kind == Kind.TYPOGRAPHY]


@pytest.mark.parametrize(("language", "wrong", "right"), REPAIRED)
def test_a_slip_is_found_and_repaired(language: str, wrong: str, right: str) -> None:
    found = typography(alone(language, wrong))
    assert found and all(one.correctable and one.paragraph == 1 for one in found)
    assert all(one.mark in one.excerpt for one in found)
    after = corrected(text(wrong), language)
    assert after.body.replace("&nbsp;", NB) == f"<p>{right}</p>"
    assert typography(alone(language, after.body)) == []
    assert corrected(after, language) == after


@pytest.mark.parametrize(("language", "right"), RIGHT)
def test_what_is_right_is_left_alone(language: str, right: str) -> None:
    assert typography(alone(language, right)) == []
    assert corrected(text(right), language) == text(right)


def test_no_break_spaces_of_either_width_will_do_in_french() -> None:
    assert alone("fr", f"«{NN}Oui{NN}»{NB}! Non{NN}: 12{NB}500{NN}%") == []


def test_the_body_is_written_as_the_cleaner_writes_it() -> None:
    after = corrected(text("<p>Oui : <strong>a &lt; b</strong> &amp; c ; fin</p>"), "fr")
    assert after.body == f"<p>Oui&nbsp;: <strong>a &lt; b</strong> &amp; c{NN}; fin</p>"
    assert html.clean(after.body) == after.body


def test_marks_are_repaired_across_elements() -> None:
    after = corrected(text('<p>Il dit "<em>oui</em>" à <strong>tous</strong> : fin</p>'), "fr")
    assert after.body == "<p>Il dit «&nbsp;<em>oui</em>&nbsp;» à <strong>tous</strong>&nbsp;: fin</p>"


def test_every_field_is_repaired() -> None:
    after = corrected(Text(title="Oui !", dateline="L'Île", lead="Non : rien", body=""), "fr")
    assert after == Text(title=f"Oui{NN}!", dateline="L’Île", lead=f"Non{NB}: rien", body="")


def test_a_spanish_question_without_its_opening_mark_is_only_reported() -> None:
    [found] = typography(alone("es", "Qué pasa? Nada."))
    assert not found.correctable and found.mark == "?"
    assert corrected(text("Qué pasa?"), "es") == text("Qué pasa?")


def test_a_chinese_headline_may_have_two_halves() -> None:
    assert alone("zh-hans", "好", title="海岸更安全 适应仍滞后") == []


def test_one_finding_for_each_rule_and_paragraph() -> None:
    found = typography(alone("fr", "<p>Oui ! Non ! Si !</p><ul><li>a !</li><li>b !</li></ul>"))
    assert [(one.paragraph, one.mark) for one in found] == [(1, " !"), (2, " !")]


PIECES = st.lists(
    st.sampled_from([*"ab1 \"'«»“”.,:;!?%-()", " ", "  ", NB, NN, "م", "م،", "中", "，", "Я", "10:30", "https://a.b/c?d", "…"]),
    max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(words=PIECES, more=PIECES, language=st.sampled_from(["en", "fr", "es", "ar", "ru", "zh-hans"]))
def test_correcting_leaves_nothing_to_correct(words: str, more: str, language: str) -> None:
    body = html.clean(f'<p>{words}<strong>{more}</strong> <a href="https://a.b/?c=1;d">{words}</a></p>')
    after = corrected(Text(title=words, body=body), language)
    assert corrected(after, language) == after
    assert [one for one in check(Material(language, after)) if one.correctable] == []
    assert html.TAG.findall(after.body) == html.TAG.findall(body)
