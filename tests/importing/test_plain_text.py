"""News pages that a browser saved as text."""

import datetime

import pytest

from .builders import TEXT, problem, read, text_page


def test_a_saved_page_is_read_whole() -> None:
    release = read(TEXT)
    assert (release.language, release.date) == ("en", datetime.date(2019, 3, 12))
    assert release.title == "Coastal warnings reach 151 countries"
    assert release.dateline == "LISBON (Portugal)"
    assert release.body == (
        "<p>The warning network grew again this spring.</p>\n"
        "<p>Ships and harbours hear of a storm surge within 4 minutes.</p>"
    )


PAGES = {
    "en": ("Back", "12 March 2019", "LISBON – ", "Share", "We use cookies to count visits."),
    "fr": (
        "All news | Print",
        "12 mars 2019",
        "LISBONNE – ",
        "Partager",
        "Notre site utilise des cookies.",
    ),
    "es": (
        "Todas las noticias",
        "12 de marzo de 2019",
        "LISBOA – ",
        "Compartir",
        "Este sitio utiliza cookies.",
    ),
    "ar": (
        "جميع الأخبار",
        "12 آذار/مارس 2019",
        "لشبونة – ",
        "مشاركة",
        "يستخدم هذا الموقع ملفات تعريف الارتباط.",
    ),
    "ru": (
        "Все новости",
        "12 марта 2019 г.",
        "ЛИССАБОН — ",
        "Поделиться",
        "Наш сайт использует файлы cookie.",
    ),
    "zh-hans": ("所有新闻", "2019年3月12日", "里斯本——", "分享", "本网站使用Cookie。"),
}
MORE = {
    "en": "Learn more",
    "fr": "En savoir plus",
    "es": "Más información",
    "ar": "معرفة المزيد",
    "ru": "Подробнее",
    "zh-hans": "了解更多",
}
WORDS = {
    "en": ("The sea", "The harbour is safe."),
    "fr": ("La mer", "Le port est sûr."),
    "es": ("La mar", "El puerto es seguro."),
    "ar": ("البحر", "أصبح الميناء آمناً."),
    "ru": ("Море", "Порт безопасен."),
    "zh-hans": ("大海", "港口很安全。"),
}


@pytest.mark.parametrize("language", PAGES)
def test_a_page_of_each_language_loses_only_its_frame(language: str) -> None:
    back, date, dateline, share, cookies = PAGES[language]
    title, text = WORDS[language]
    source = f"{back}\n{date}\n\n{title}\n\n{dateline}{text}\n\n{share}\n\n{cookies}\n\n{MORE[language]}"
    release = read(source)
    assert (release.language, release.title, release.body) == (language, title, f"<p>{text}</p>")
    assert release.dateline == dateline.strip(" –—")


def test_the_headline_may_stand_before_the_date() -> None:
    release = read("Print\nThe sea\nrises\n\n12 March 2019\n\nThe harbour is safe.")
    assert (release.title, release.body) == ("The sea rises", "<p>The harbour is safe.</p>")


def test_a_date_may_stand_among_links_and_after_a_label() -> None:
    assert read("News | 12 March 2019 | Print\n\nThe sea\n\nText.").title == "The sea"
    assert read("Published on: 12 March 2019\n\nThe sea\n\nText.").title == "The sea"


def test_a_cookie_notice_at_the_head_is_dropped() -> None:
    source = "This site uses cookies.\nYou may refuse them.\n\nAccept\n\n" + text_page("Text.")
    assert read(source).body == "<p>Text.</p>"


def test_a_paragraph_that_mentions_cookies_stays() -> None:
    body = "Ships bake cookies.\n\nThe end of the cookies came in 2019."
    assert read(text_page(body)).body == ("<p>Ships bake cookies.</p>\n<p>The end of the cookies came in 2019.</p>")


def test_a_notice_in_the_middle_of_the_body_stays() -> None:
    body = "One.\n\nThis site uses cookies.\n\nTwo."
    assert read(text_page(body)).body == "<p>One.</p>\n<p>This site uses cookies.</p>\n<p>Two.</p>"


def test_every_paragraph_of_a_long_notice_goes() -> None:
    body = "Text.\n\nCookies\n\nOur website uses cookies.\n\nYou may refuse cookies.\n\nAccept"
    assert read(text_page(body)).body == "<p>Text.</p>"


def test_lines_of_a_paragraph_are_joined() -> None:
    assert read(text_page("The sea\nrose at\nnight.")).body == "<p>The sea rose at night.</p>"


def test_chinese_lines_are_joined_without_a_space() -> None:
    source = text_page("大海\n很大。", "大海", "2019年3月12日")
    assert read(source).body == "<p>大海很大。</p>"


@pytest.mark.parametrize("mark", ["•", "-", "*"])
def test_lines_with_bullets_become_a_list(mark: str) -> None:
    body = f"They need:\n{mark} boats\n{mark} ropes &\nlamps\n\nNo more."
    assert read(text_page(body)).body == (
        "<p>They need:</p>\n<ul><li>boats</li><li>ropes &amp; lamps</li></ul>\n<p>No more.</p>"
    )


def test_a_line_that_is_broken_before_a_dash_is_no_list() -> None:
    assert read(text_page("The sea\n- the deep one\nrose.")).body == ("<p>The sea - the deep one rose.</p>")


def test_html_in_text_is_escaped() -> None:
    assert read(text_page("<script>x</script> & more")).body == ("<p>&lt;script&gt;x&lt;/script&gt; &amp; more</p>")


def test_no_break_spaces_and_emoji_stay() -> None:
    assert read(text_page("43\u00a0000 boats 👩‍🚒")).body == "<p>43\u00a0000 boats 👩‍🚒</p>"


@pytest.mark.parametrize(
    ("source", "message", "line"),
    [
        ("The sea\n\nText only.\n", "there is no date line that can be read", 3),
        ("Print\n12 March 2019\n", "there is no headline after the date", 2),
        ("Print\n\nShare\n", "there is no headline", 4),
        ("12 March 2019\n\nThe sea\n\nShare\n", "there is no text after the headline", 6),
        ("12 March 2019\n\nLISBON – Text.\n\nB.", "there is no headline before the text", 3),
        ("\n31 June 2019\n\nThe sea\n\nB.", "“31 June 2019” is not a possible date", 2),
        ("2019-03-12\n\nThe sea\n\nB.", "the date does not tell the language; name it", 1),
    ],
)
def test_what_is_missing_is_named_with_its_line(source: str, message: str, line: int) -> None:
    assert problem(source) == (message, line)


def test_a_date_in_another_language_than_the_one_asked_for_is_refused() -> None:
    assert problem(TEXT, language="fr") == (
        "the date is not written in “fr”; is the language right?",
        4,
    )
