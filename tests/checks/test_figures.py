"""Figures of a translation against those of its original."""

import pytest

from articles.checks import Kind
from tests.checks.material import compared

SAME = [
    # Separators, digits, scales.
    ("en", "12,500 people", "fr", "12 500 personnes"),
    ("en", "12,500 people", "fr", "12\u202f500 personnes"),
    ("en", "12,500 people", "es", "12.500 personas"),
    ("en", "12,500 people", "es", "12 500 personas"),
    ("en", "2,500 people", "es", "2500 personas"),
    ("en", "12,500 people", "ru", "12\u00a0500 человек"),
    ("en", "12,500 people", "ar", "١٢٬٥٠٠ شخص"),
    ("en", "12,500 people", "ar", "12 500 شخص"),
    ("en", "6,400 people", "ar", "6.400 شخص"),
    ("en", "12,500 people", "zh-hans", "1.25万人"),
    ("en", "12,500 people", "zh-hans", "１２５００人"),
    ("en", "61.4 points", "fr", "61,4 points"),
    ("en", "61.4 points", "ar", "61,4 نقطة"),
    ("en", "61.4 points", "ar", "٦١٫٤ نقطة"),
    ("en", "61.4 points", "ar", "۶۱٫۴ نقطة"),
    ("en", "1,234.5 tonnes", "fr", "1 234,5 tonnes"),
    ("en", "1,234.5 tonnes", "es", "1.234,5 toneladas"),
    ("en", "CHF 1’500", "fr", "1 500 francs"),
    ("en", "USD 4.5 billion", "fr", "4,5 milliards de dollars"),
    ("en", "USD 4.5 billion", "fr", "4,5 Md de dollars"),
    ("en", "USD 4.5 billion", "es", "4500 millones de dólares"),
    ("en", "USD 4.5 billion", "es", "4,5 mil millones de dólares"),
    ("en", "USD 4.5 billion", "ru", "4,5 миллиарда долларов"),
    ("en", "USD 4.5 billion", "ru", "4,5 млрд долл."),
    ("en", "USD 4.5 billion", "ar", "4,5 مليارات دولار"),
    ("en", "USD 4.5 billion", "ar", "4.5 بليون دولار"),
    ("en", "USD 4.5 billion", "zh-hans", "45亿美元"),
    ("en", "US$4.5bn", "zh-hans", "45亿美元"),
    ("en", "USD412 million", "zh-hans", "4.12亿美元"),
    ("en", "2 trillion", "fr", "2 billions"),
    ("en", "2 trillion", "es", "2 billones"),
    ("en", "2 trillion", "zh-hans", "2万亿"),
    ("en", "120 million", "zh-hans", "1亿2000万"),
    ("en", "30 million", "zh-hans", "3000多万"),
    ("en", "50 million", "zh-hans", "5千万"),
    ("en", "3 km", "zh-hans", "3千米"),
    ("en", "5 kg", "zh-hans", "5千克"),
    ("en", "600 thousand", "ru", "600 тыс. человек"),
    ("en", "600,000", "ru", "600 тысячами"),
    ("en", "15 thousand", "ar", "15 ألفا"),
    ("en", "3 to 5 million", "fr", "de 3 à 5 millions"),
    ("en", "3 to 5 million", "zh-hans", "300万至500万"),
    ("en", "from 3 million to 5 million", "ru", "от 3 до 5 миллионов"),
    ("en", "$3–$5 million", "zh-hans", "300万至500万美元"),
    ("en", "500,000 people", "ru", "полмиллиона человек"),
    ("en", "1.5 million people", "ar", "مليون ونصف المليون شخص"),
    ("en", "100 people", "zh-hans", "上百人"),
    ("en", "24 hours a day", "es", "las 24 horas del día"),
    ("en", "1.2 nautical miles", "fr", "1,2 mille marin"),
    ("en", "the 5,000th station", "fr", "sa 5 000e station"),
    ("en", "a scale of 1:10,000", "fr", "au 1:10 000"),
    # Percentages.
    ("en", "12 per cent", "fr", "12\u00a0%"),
    ("en", "12%", "fr", "12 pour cent"),
    ("en", "12 percent", "es", "el 12 por ciento"),
    ("en", "12%", "ru", "12 процентов"),
    ("en", "a 12% fall", "ru", "12-процентное снижение"),
    ("en", "12%", "ar", "12 في المائة"),
    ("en", "12%", "ar", "١٢٪"),
    ("en", "12%", "ar", "12 بالمئة"),
    ("en", "12%", "zh-hans", "百分之12"),
    ("en", "12%", "zh-hans", "百分之十二"),
    ("en", "12%", "zh-hans", "12％"),
    ("en", "12 percentage points", "fr", "12 points de pourcentage"),
    ("en", "6 to 8 per cent", "fr", "de 6 % à 8 %"),
    ("en", "6% and 8%", "ru", "6 и 8 процентов"),
    ("en", "50% of ports", "fr", "la moitié des ports"),
    ("en", "25% of ports", "es", "un cuarto de los puertos"),
    ("en", "15% at least", "fr", "au moins 15 %"),
    ("en", "15% at least", "es", "al menos el 15 %"),
    # Words for digits.
    ("en", "29 countries", "fr", "vingt-neuf pays"),
    ("en", "twelve ships", "fr", "12 navires"),
    ("en", "77 days", "fr", "soixante-dix-sept jours"),
    ("en", "99 days", "fr", "quatre-vingt-dix-neuf jours"),
    ("en", "81 days", "fr", "quatre-vingt-un jours"),
    ("en", "120 ships", "fr", "cent vingt navires"),
    ("en", "1,200 ships", "fr", "mille deux cents navires"),
    ("en", "35 ships", "es", "treinta y cinco buques"),
    ("en", "26 ships", "es", "veintiséis buques"),
    ("en", "25 ships", "ru", "двадцать пять судов"),
    ("en", "a 5-year plan", "ru", "пятилетний план"),
    ("en", "6 months", "ru", "в течение шести месяцев"),
    ("en", "25 ships", "ar", "خمسة وعشرين سفينة"),
    ("en", "15 ships", "ar", "خمس عشرة سفينة"),
    ("en", "300 ships", "ar", "ثلاثمائة سفينة"),
    ("en", "2 years", "ar", "عامين"),
    ("en", "1 km", "ar", "كيلومتر"),
    ("en", "1 km", "ru", "на километр"),
    ("en", "2,000 ships", "ar", "ألفي سفينة"),
    ("en", "29 countries", "zh-hans", "二十九个国家"),
    ("en", "1 billion", "zh-hans", "十亿"),
    ("en", "300 ships", "zh-hans", "三百艘船"),
    ("en", "2 ships", "zh-hans", "两艘船"),
    ("en", "one in six", "fr", "1 sur 6"),
    ("en", "1 in 6", "fr", "un sur six"),
    ("en", "2.5 years", "fr", "deux ans et demi"),
    ("en", "two and a half years", "ru", "2,5 года"),
    ("en", "2.5 years", "zh-hans", "两年半"),
    ("en", "1.5 million", "ru", "полтора миллиона"),
    ("en", "a million and a half", "es", "1,5 millones"),
    ("en", "half a million", "fr", "500 000"),
    ("en", "10 years", "fr", "une décennie"),
    ("en", "12 eggs", "es", "una docena de huevos"),
    ("en", "the 1st time", "fr", "la première fois"),
    ("en", "the 21st century", "fr", "le XXIe siècle"),
    ("en", "the 21st century", "es", "el siglo XXI"),
    ("en", "the 21st century", "ru", "XXI век"),
    ("en", "the 21st century", "zh-hans", "21世纪"),
    ("en", "the 1990s", "zh-hans", "20世纪90年代"),
    ("en", "the 1990s", "ru", "1990-е годы"),
    ("en", "the 1990s", "fr", "les années 1990"),
    ("en", "the 30th session", "ru", "30-я сессия"),
    ("en", "the 3rd time", "zh-hans", "第三次"),
    ("en", "the 12th time", "es", "la 12.ª vez"),
    # Times.
    ("en", "at 10:30 a.m.", "fr", "à 10 h 30"),
    ("en", "at 2 p.m.", "fr", "à 14 heures"),
    ("en", "at 2 p.m.", "fr", "à 14 h"),
    ("en", "at 2 p.m.", "es", "a las 14.00 horas"),
    ("en", "at 2.15 pm", "es", "a las 14:15"),
    ("en", "at 2:15 p.m.", "zh-hans", "下午2时15分"),
    ("en", "at 2:30 p.m.", "zh-hans", "14点半"),
    ("en", "at 2:15 p.m.", "ar", "الساعة 2:15 بعد الظهر"),
    ("en", "at 6 a.m.", "ar", "عند الساعة 6 صباحاً"),
    ("en", "at 6 p.m.", "ru", "в 18 часов"),
    ("en", "at 6 p.m.", "ru", "в 6 часов вечера"),
    ("en", "at 12.30 a.m.", "zh-hans", "0时30分"),
    ("en", "3 hours and 10 minutes", "fr", "3 heures et 10 minutes"),
    ("en", "3 hours and 10 minutes", "fr", "3 h 10"),
    ("en", "3 hours and 10 minutes", "zh-hans", "3小时10分"),
    # Telephones, references, names with digits, addresses.
    ("en", "call +33 1 23 45 67 89", "fr", "appelez le +33 (0)1 23 45 67 89".replace("(0)", "")),
    ("en", "call +33 1 23 45 67 89", "ar", "هاتف +33-1-23-45-67-89"),
    ("en", "COP29 and A/RES/72/1", "fr", "la COP 29 et la résolution 72/1".replace("résolution ", "résolution A/RES/")),
    ("en", "release 2026-K7QF", "zh-hans", "公报2026-K7QF"),
    ("en", "the G20", "zh-hans", "二十国集团"),
    ("en", "COVID-19 and CO2", "fr", "la COVID-19 et le CO2"),
    ("en", "Tu-154", "ru", "Ту-154"),
    ("en", "5G", "fr", "la 5G"),
    ("en", "see https://example.org/2024/15", "fr", "voir https://example.org/2026/99"),
    ("en", "write to desk24@example.org", "fr", "écrivez à bureau7@example.org"),
    ("en", '<p><a href="/en/news/2024/15">here</a></p>', "fr", '<p><a href="/fr/news/2024/ici-16">ici</a></p>'),
    ("en", "80km/h, 10km, a 15-kilometre zone", "fr", "80 km/h, 10 km, une zone de 15 kilomètres"),
    ("en", "in 2025-26", "fr", "en 2025-2026"),
    ("en", "2025/26", "zh-hans", "2025–2026年"),
    ("en", "mid-2026", "fr", "au milieu de 2026"),
    ("en", "10–15 ships", "fr", "de 10 à 15 navires"),
    ("en", "-5 °C", "fr", "moins 5 °C"),
    ("en", "5 degrees below zero", "ru", "−5 градусов"),
    ("en", "-5 °C", "zh-hans", "零下5摄氏度"),
    ("en", "20m people", "fr", "20 millions de personnes"),
    ("en", "20m high", "fr", "20 m de haut"),
    ("ru", "154-й", "en", "154th"),
    ("zh-hans", "14日签署", "en", "signed today"),
    ("ar", "الأشخاص الـ353", "en", "the 353 people"),
    ("fr", "<p>€ (millions)</p>", "en", "<p>€ (million)</p>"),
    (
        "en",
        "<table><tr><th>People (millions)</th><th>1.4</th></tr></table>",
        "zh-hans",
        "<table><tr><th>人数（万）</th><th>140</th></tr></table>",
    ),
    (
        "en",
        "<table><tr><th>Ports</th><th>71%</th></tr></table>",
        "ar",
        "<table><tr><th>الموانئ (في المائة)</th><th>71</th></tr></table>",
    ),
]
DIFFERENT = [
    ("en", "USD 4.5 billion", "fr", "4,5 millions de dollars", ["missing:4500000000", "extra:4500000"]),
    ("en", "USD 4.5 billion", "fr", "4,5 billions de dollars", ["missing:4500000000", "extra:4500000000000"]),
    ("en", "2 billion", "es", "2 billones", ["missing:2000000000", "extra:2000000000000"]),
    ("en", "45 million", "zh-hans", "4500亿", ["missing:45000000", "extra:450000000000"]),
    ("en", "45 million", "zh-hans", "4500万", []),
    ("en", "2,500 ships", "fr", "2,500 navires", ["missing:2500", "extra:2.5"]),
    ("en", "12,500 ships", "ru", "12,5 судна", ["missing:12500", "extra:12.5"]),
    ("en", "154 States", "fr", "145 États", ["missing:154", "extra:145"]),
    ("en", "154 States", "ar", "145 دولة", ["missing:154", "extra:145"]),
    ("en", "in 2026", "ru", "в 2025 году", ["missing:2026", "extra:2025"]),
    ("en", "154 States met", "fr", "Les États se sont réunis", ["missing:154"]),
    ("en", "The States met", "fr", "Les 154 États se sont réunis", ["extra:154"]),
    ("en", "12 per cent", "fr", "12 navires", ["not-percent:12"]),
    ("en", "12 ships", "zh-hans", "12%的船", ["percent:12"]),
    ("en", "29 countries", "fr", "vingt-huit pays", ["missing:29"]),
    ("en", "24 ships and 14%", "es", "24 buques y el 24 %", ["missing:14", "percent:24"]),
    ("en", "at 2 p.m.", "fr", "à 15 h", ["missing:14:00", "extra:15"]),
    ("en", "at 10:30", "ar", "الساعة 10:20", ["missing:10:30", "extra:10:20"]),
    (
        "en",
        "call +33 1 23 45 67 89",
        "fr",
        "le +33 1 23 45 67 98",
        ["missing:tel 33123456789", "extra:tel 33123456798"],
    ),
    ("en", "-5 °C", "fr", "5 °C", ["missing:-5", "extra:5"]),
    ("en", "1,5 and 61.4", "ar", "61,9", ["missing:1.5", "missing:61.4", "extra:61.9"]),
    ("zh-hans", "3.2亿", "es", "320 millones", []),
    ("zh-hans", "3.2亿", "es", "32 millones", ["missing:320000000", "extra:32000000"]),
    ("en", "three ships", "fr", "quatre navires", []),
]


@pytest.mark.parametrize(("original_language", "original", "language", "translation"), SAME)
def test_the_same_figures_give_no_finding(
    original_language: str, original: str, language: str, translation: str
) -> None:
    assert compared(original_language, original, language, translation) == []
    assert compared(language, translation, original_language, original) == []


@pytest.mark.parametrize(("original_language", "original", "language", "translation", "keys"), DIFFERENT)
def test_a_figure_that_one_text_lacks_is_found(
    original_language: str, original: str, language: str, translation: str, keys: list[str]
) -> None:
    found = compared(original_language, original, language, translation)
    assert [one.key for one in found] == [f"figure:{key}" for key in keys]
    assert {one.kind for one in found} <= {Kind.FIGURE}


def test_a_missing_figure_is_shown_in_the_original() -> None:
    [found] = compared("en", "<p>First.</p><p>In all, 154 States met.</p>", "fr", "<p>D’abord.</p><p>Réunion.</p>")
    assert (found.field, found.paragraph, found.excerpt, found.mark) == ("body", 2, "In all, 154 States met.", "154")
    assert "154" in found.message and "original" in found.message


def test_a_figure_too_many_is_shown_where_it_stands() -> None:
    [found] = compared("en", "<p>They met.</p>", "fr", "<p>Les 154 États se sont réunis.</p>")
    assert (found.excerpt, found.mark) == ("Les 154 États se sont réunis.", "154")


def test_a_figure_may_be_repeated_as_often_as_one_likes() -> None:
    assert compared("en", "154 States, all 154, yes 154", "fr", "154 États") == []


def test_a_figure_is_named_once_though_it_is_missing_thrice() -> None:
    assert len(compared("en", "154 States, all 154, yes 154", "fr", "Les États")) == 1
