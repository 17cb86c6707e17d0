"""Dates of a translation against those of its original."""

import pytest

from articles.checks import Kind
from tests.checks.material import compared

SAME = [
    ("en", "on 5 February 2018", "fr", "le 5 février 2018"),
    ("en", "on 5 February 2018", "fr", "lundi 05 févr. 2018"),
    ("en", "on February 5, 2018", "es", "el lunes 5 de febrero de 2018"),
    ("en", "on Feb. 5, 2018", "ru", "5 февраля 2018 года"),
    ("en", "on 5 February 2018", "ar", "في 5 فبراير 2018"),
    ("en", "on 5 February 2018", "ar", "في ٥ شباط/فبراير ٢٠١٨"),
    ("en", "on 5 February 2018", "ar", "في 5 شباط (فبراير) 2018"),
    ("en", "on 5 February 2018", "ar", "في 5 فبراير من عام 2018"),
    ("en", "on 8 June 2018", "ar", "يوم 8 حزيران/يونيه 2018"),
    ("en", "on 1 January 2018", "ar", "في 1 كانون الثاني/يناير 2018"),
    ("en", "on 5 February 2018", "zh-hans", "2018年2月5日"),
    ("en", "on 5 February 2018", "zh-hans", "二〇一八年二月五日"),
    ("en", "on 12 October 2018", "zh-hans", "2018 年 10 月 12 日（星期五）"),
    ("en", "on 5 February 2018", "fr", "2018-02-05"),
    ("en", "on 5 February 2018", "ru", "05.02.2018"),
    ("en", "on 5 February 2018", "fr", "05/02/2018"),
    ("en", "on 02/05/2018", "fr", "5 février 2018"),
    ("en", "on 1 March", "fr", "le 1er mars"),
    ("en", "on the 1st of March", "es", "el 1.º de marzo"),
    ("en", "on 5 May", "ru", "5 мая"),
    ("en", "from 8 to 10 June 2026", "fr", "du 8 au 10 juin 2026"),
    ("en", "8–10 June 2026", "es", "del 8 al 10 de junio de 2026"),
    ("en", "8–10 June 2026", "zh-hans", "2026年6月8日至10日"),
    ("en", "8–10 June 2026", "ar", "من 8 إلى 10 حزيران/يونيه 2026"),
    ("en", "8 and 9 June", "ar", "8 و9 حزيران/يونيه"),
    ("en", "8 and 9 June", "ru", "8 и 9 июня"),
    ("en", "June 8–10, 2026", "ru", "с 8 по 10 июня 2026 г."),
    ("en", "between March and July 2026", "zh-hans", "2026年3月至7月"),
    ("en", "in September 2025", "ru", "в сентябре 2025 года"),
    ("en", "in May 2025", "ru", "в мае 2025 года"),
    ("en", "in August 2025", "ru", "в августе 2025 года"),
    ("en", "in March 2025", "ru", "к марту 2025 года"),
    ("en", "in August 2025", "ar", "في آب/أغسطس 2025"),
    ("en", "in July 2025", "ar", "في تموز/يوليه 2025"),
    ("en", "in May", "zh-hans", "5月"),
    ("en", "they may march on in 2026", "fr", "ils continueront peut-être en 2026"),
    ("en", "on 5 February 2018", "fr", "le 5 février, en 2018"),
    ("en", "on 5 February", "fr", "le 5 février 2018 (l’année 2018)".replace("2018 (l’année 2018)", "prochain")),
    ("zh-hans", "2月1日、5日", "en", "on 1 and 5 February"),
]
DIFFERENT = [
    ("en", "on 5 February 2018", "fr", "le 6 février 2018", ["missing:2018-02-5", "extra:2018-02-6"]),
    ("en", "on 5 February 2018", "ru", "5 марта 2018 года", ["missing:2018-02-5", "extra:2018-03-5"]),
    ("en", "on 5 February 2018", "zh-hans", "2019年2月5日", ["missing:2018-02-5", "extra:2019-02-5"]),
    ("en", "on 5 February 2018", "ar", "في 5 آذار/مارس 2018", ["missing:2018-02-5", "extra:2018-03-5"]),
    ("en", "on 5 February 2018", "es", "ese día", ["missing:2018-02-5"]),
    ("en", "that day", "es", "el 5 de febrero de 2018", ["extra:2018-02-5"]),
    ("en", "in March 2026", "fr", "en mai 2026", ["missing:2026-03-?", "extra:2026-05-?"]),
    ("en", "on 5 February 2018", "fr", "le 5 février", ["missing:2018-02-5"]),
    ("fr", "du 8 au 10 juin", "en", "8 to 11 June", ["missing:?-06-10", "extra:?-06-11"]),
]


@pytest.mark.parametrize(("original_language", "original", "language", "translation"), SAME)
def test_the_same_dates_give_no_finding(original_language: str, original: str, language: str, translation: str) -> None:
    assert compared(original_language, original, language, translation) == []
    assert compared(language, translation, original_language, original) == []


@pytest.mark.parametrize(("original_language", "original", "language", "translation", "keys"), DIFFERENT)
def test_a_date_that_one_text_lacks_is_found(
    original_language: str, original: str, language: str, translation: str, keys: list[str]
) -> None:
    found = compared(original_language, original, language, translation)
    assert [one.key for one in found] == [f"date:{key}" for key in keys]
    assert {one.kind for one in found} == {Kind.DATE}


def test_a_missing_date_is_shown_in_the_original() -> None:
    [found] = compared("en", "It opens on 5 February 2018 in Lyon.", "fr", "Il ouvre à Lyon.")
    assert (found.mark, found.excerpt) == ("5 February 2018", "It opens on 5 February 2018 in Lyon.")
