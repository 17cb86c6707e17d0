"""What is a dateline and what is only a dash."""

import pytest

from articles.importing.datelines import split_dateline


@pytest.mark.parametrize(
    ("text", "dateline", "rest"),
    [
        ("NATIONS UNIES (New York) – Le réseau", "NATIONS UNIES (New York)", "Le réseau"),
        ("LYON, France — Le réseau", "LYON, France", "Le réseau"),
        ("LISBON—The network", "LISBON", "The network"),
        ("LISBON - The network", "LISBON", "The network"),
        ("WASHINGTON, D.C. -- The network", "WASHINGTON, D.C.", "The network"),
        ("PORT-AU-PRINCE (Haïti) – Le réseau", "PORT-AU-PRINCE (Haïti)", "Le réseau"),
        ("Geneva, 12 March 2019 – The network", "Geneva, 12 March 2019", "The network"),
        ("Lisbon (Portugal) – The network", "Lisbon (Portugal)", "The network"),
        ("LISBOA – «La red", "LISBOA", "«La red"),
        ("ЛИССАБОН (Португалия) — Сеть", "ЛИССАБОН (Португалия)", "Сеть"),
        ("ЛИССАБОН, 5 февраля — Сеть", "ЛИССАБОН, 5 февраля", "Сеть"),
        ("لشبونة – أعلنت المنظمة", "لشبونة", "أعلنت المنظمة"),
        ("لشبونة (البرتغال) – أعلنت", "لشبونة (البرتغال)", "أعلنت"),
        ("里斯本——国际海岸", "里斯本", "国际海岸"),
        ("（里斯本）国际海岸", "里斯本", "国际海岸"),
        ("里斯本电　国际海岸", "里斯本", "国际海岸"),
        ("LISBON – One – two – three.", "LISBON – One – two – three."[:6], "One – two – three."),
    ],
)
def test_a_dateline_is_split_off(text: str, dateline: str, rest: str) -> None:
    assert split_dateline(text) == (dateline, rest)


@pytest.mark.parametrize(
    "text",
    [
        "The drill – the largest – ended.",
        "ICSO – the body for coasts – said so.",
        "ICSO – The Body – said so.",
        "Lisbon – The drill ended.",
        "Three ships – Two boats",
        "Учения — Это важно",
        "قالت المنظمة – وهي في لشبونة",
        "السفن الكبيرة – وهي كثيرة – وصلت",
        "三艘船——两艘艇——到了。",
        "（更新）国际海岸",
        "12 – 14 March",
        "LISBON – ",
        "",
    ],
)
def test_a_sentence_with_a_dash_has_no_dateline(text: str) -> None:
    assert split_dateline(text) == ("", text)
