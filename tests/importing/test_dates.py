"""Dates in every language, as pages print them."""

import datetime

import pytest

from articles.importing import ImportProblem
from articles.importing.dates import parse_date

DAY = datetime.date(2018, 2, 5)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("5 February 2018", "en"),
        ("February 5, 2018", "en"),
        ("Monday, 5th Feb. 2018", "en"),
        ("05 février 2018", "fr"),
        ("5 FEVRIER 2018", "fr"),
        ("lundi 5 févr. 2018", "fr"),
        ("5 de febrero de 2018", "es"),
        ("lunes, 5 de febrero de 2018", "es"),
        ("5 февраля 2018 г.", "ru"),
        ("понедельник, 5 февраля 2018 года", "ru"),
        ("5 شباط/فبراير 2018", "ar"),
        ("5 شباط (فبراير) 2018", "ar"),
        ("٥ فبراير ٢٠١٨", "ar"),
        ("۵ فبراير ۲۰۱۸", "ar"),
        ("الاثنين، 5 فبراير 2018م", "ar"),
        ("5 فيفري 2018", "ar"),
        ("2018年2月5日", "zh-hans"),
        ("2018 年 2 月 5 日", "zh-hans"),
        ("二〇一八年二月五日", "zh-hans"),
        ("2018年2月5日（星期一）", "zh-hans"),
        ("\u200f5\u00a0février\u202f2018\u200e", "fr"),
    ],
)
def test_a_date_is_read_with_its_language(text: str, language: str) -> None:
    assert parse_date(text, None) == (DAY, language)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("5 كانون الثاني/يناير 2018", 1),
        ("5 أيار/مايو 2018", 5),
        ("5 غشت 2018", 8),
        ("5 جويلية 2018", 7),
    ],
)
def test_arabic_months_have_levantine_and_maghrebi_names(text: str, month: int) -> None:
    assert parse_date(text, "ar") == (datetime.date(2018, month, 5), "ar")


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    assert parse_date("1er février 2018", None) == (datetime.date(2018, 2, 1), "fr")


@pytest.mark.parametrize(
    "text",
    [
        "5 February 2018, 14:30",
        "5 February 2018 2:30 p.m.",
        "5 février 2018 à 14 h 30",
        "5 de febrero de 2018, a las 14:30",
        "5 февраля 2018, в 14:30",
        "2018年2月5日14:30",
        "2018-02-05T14:30",
    ],
)
def test_a_time_makes_it_a_naive_datetime(text: str) -> None:
    assert parse_date(text, None)[0] == datetime.datetime(2018, 2, 5, 14, 30)


def test_an_iso_date_is_of_no_language() -> None:
    assert parse_date("2018-02-05", None) == (DAY, None)


@pytest.mark.parametrize("zone", ["Z", " UTC", "+00:00", "+0000"])
def test_a_zone_makes_it_aware(zone: str) -> None:
    expected = datetime.datetime(2018, 2, 5, 14, 30, tzinfo=datetime.UTC)
    assert parse_date(f"2018-02-05 14:30{zone}", None)[0] == expected


def test_an_abbreviation_of_three_languages_tells_none() -> None:
    assert parse_date("5 oct. 2018", None) == (datetime.date(2018, 10, 5), None)


def test_the_given_language_settles_an_ambiguous_month() -> None:
    assert parse_date("5 oct. 2018", "fr") == (datetime.date(2018, 10, 5), "fr")


@pytest.mark.parametrize(
    "text",
    [
        "30 February 2018",
        "2018-02-30",
        "2018年2月30日",
        "2018-02-05 25:00",
        "5 February 3018",
        "Tuesday 5 February 2018",
        "5 شباط/مارس 2018",
        "02/05/2018",
        "5 February",
        "",
        "5 February 2018 " * 20,
    ],
)
def test_what_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ImportProblem):
        parse_date(text, None)


def test_a_date_in_another_language_than_the_given_is_refused() -> None:
    with pytest.raises(ImportProblem) as caught:
        parse_date("5 février 2018", "ru")
    assert str(caught.value) == "“5 février 2018” is not a date in “ru” that can be read"
