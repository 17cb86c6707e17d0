"""What a page makes of clean rich text: cards, quotations, fact boxes, tables, and letters from the left in Arabic."""

import re
import time

import pytest
from django.utils import translation

from articles import html, rendering
from articles.rendering import Medium, shown
from tests.hostile import PAYLOADS

LINK = '<a href="https://youtu.be/abcdefghij0" rel="noopener">{}</a>'
FRAME = "https://www.youtube-nocookie.com/embed/abcdefghij0?autoplay=1"


def on_screen(body: str, language: str = "en", dateline: str = "") -> str:
    """Return ``body`` as its page shows it, on one line."""
    return flat(shown(body, language, Medium.SCREEN, dateline))


def elsewhere(body: str, language: str = "en") -> str:
    """Return ``body`` as paper and feeds show it, on one line."""
    return flat(shown(body, language, Medium.ELSEWHERE))


def flat(markup: str) -> str:
    return re.sub(r">\s+<", "><", markup)


# --- Videos and posts ---


def test_a_paragraph_that_is_nothing_but_a_link_to_a_video_is_a_card() -> None:
    assert on_screen(f"<p>Before.</p><p>{LINK.format('The <em>film</em> &amp; more')}</p>") == (
        f'<p>Before.</p><div class="embed" data-frame="{FRAME}" data-kind="video" data-provider="YouTube">'
        f'<p class="embed-title">{LINK.format("The film &amp; more")}</p><p class="embed-kind">Video on YouTube</p></div>'
    )


def test_elsewhere_a_card_is_the_title_and_the_address_in_words() -> None:
    address = LINK.format("https://youtu.be/abcdefghij0")
    assert elsewhere(f"<p>{LINK.format('The film')}</p>") == (
        f'<div class="embed"><p>The film<br>Video on YouTube: {address}</p></div>'
    )


@pytest.mark.parametrize("written", ["https://youtu.be/abcdefghij0", LINK.format("https://youtu.be/abcdefghij0")])
def test_an_address_without_words_is_called_by_what_it_leads_to(written: str) -> None:
    assert f'<p class="embed-title">{LINK.format("Video on YouTube")}</p></div>' in on_screen(f"<p>{written}</p>")


def test_a_post_is_called_a_post() -> None:
    assert 'data-kind="post" data-provider="X"><p class="embed-title"><a href="https://x.com/a/status/12"' in on_screen(
        "<p>https://x.com/a/status/12</p>"
    )


@pytest.mark.parametrize(
    "body",
    [
        f"<p>See {LINK.format('the film')}</p>",
        f"<p>{LINK.format('the film')}.</p>",
        f"<p>{LINK.format('one')}{LINK.format('two')}</p>",
        f"<p>{LINK.format('one')} and {LINK.format('two')}</p>",
        f"<ul><li>{LINK.format('the film')}</li></ul>",
        f"<h2>{LINK.format('the film')}</h2>",
        f"<blockquote><p>{LINK.format('the film')}</p></blockquote>",
        '<p><a href="https://www.youtube.com/@icso" rel="noopener">Our channel</a></p>',
        '<p><a href="https://youtube.com.evil.example/watch?v=abcdefghij0" rel="noopener">x</a></p>',
    ],
)
def test_any_other_link_stays_a_link(body: str) -> None:
    assert (on_screen(body), elsewhere(body), rendering.embeds(body)) == (body, body, [])


def test_a_card_keeps_language_and_direction_of_its_paragraph() -> None:
    assert '<div class="embed" lang="pt" dir="ltr" data-frame=' in on_screen(
        f'<p lang="pt" dir="ltr">{LINK.format("O filme")}</p>'
    )


def test_the_videos_of_a_text_are_those_that_have_a_card_in_it_also_in_a_fact_box() -> None:
    body = (
        f"<p>{LINK.format('x')}</p><aside><p>A</p><p>https://vimeo.com/123456789</p></aside><p>{LINK.format('x')} y</p>"
    )
    assert [embed.provider for embed in rendering.embeds(body)] == ["YouTube", "Vimeo"]
    assert on_screen(body).count('class="embed"') == 2


def test_a_dateline_before_a_video_has_a_paragraph_of_its_own() -> None:
    rendered = on_screen(f"<p>{LINK.format('x')}</p>", dateline="LISBON")
    assert rendered.startswith('<p><span class="dateline">LISBON – </span></p><div class="embed"')


# --- Quotations ---


@pytest.mark.parametrize(
    "attribution", ["— Mei Tanaka", "– <em>Mei</em> Tanaka", "<em>—</em> Mei", "——田中芽衣", "<cite>Mei Tanaka</cite>"]
)
def test_the_last_paragraph_of_a_quotation_says_whose_it_is(attribution: str) -> None:
    assert on_screen(f"<blockquote><p>“One.</p><p>Two.”</p><p>{attribution}</p></blockquote>") == (
        f'<figure class="quote"><blockquote><p>“One.</p><p>Two.”</p></blockquote><figcaption>{attribution}</figcaption>'
        "</figure>"
    )


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote><p>“One.”</p></blockquote>",
        "<blockquote><p>— Alone.</p></blockquote>",
        "<blockquote><p>— Who is there?</p><p>— Nobody.</p></blockquote>",
        "<blockquote><p>“One.”</p><p>Two.</p></blockquote>",
        "<blockquote><p>“One.”</p><p><cite>The Sea</cite> tells.</p></blockquote>",
        f"<blockquote><p>“One.”</p><p>— {'long ' * 50}</p></blockquote>",
        "<blockquote>“One.”</blockquote>",
        "<blockquote><ul><li>— One</li><li>— Two</li></ul></blockquote>",
    ],
)
def test_a_quotation_that_names_nobody_stays_as_it_is(quotation: str) -> None:
    assert on_screen(quotation) == html.clean(quotation)


def test_a_box_with_nothing_but_a_quotation_is_a_pull_quote() -> None:
    assert on_screen("<aside><blockquote><p>“One.”</p><p>— Mei</p></blockquote></aside>") == (
        '<aside class="pull"><figure class="quote"><blockquote><p>“One.”</p></blockquote><figcaption>— Mei</figcaption>'
        "</figure></aside>"
    )


# --- Fact boxes and tables ---


def test_a_fact_box_is_a_note_by_the_name_of_its_heading() -> None:
    box = '<h3>Key "figures" &amp; more</h3><ul><li>12 ports</li></ul>'
    assert on_screen(f'<aside lang="en">{box}</aside>') == (
        f'<aside lang="en" class="facts" role="note" aria-label="Key &quot;figures&quot; &amp; more">{box}</aside>'
    )


def test_a_fact_box_without_a_heading_has_a_name_too_and_none_elsewhere() -> None:
    box = "<aside><p>12 ports</p></aside>"
    assert (on_screen(box), elsewhere(box)) == (
        '<aside class="facts" role="note" aria-label="Facts"><p>12 ports</p></aside>',
        '<aside class="facts"><p>12 ports</p></aside>',
    )


def test_a_table_stands_in_a_region_with_a_name_of_its_own_that_a_keyboard_can_scroll() -> None:
    plain = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    named = plain.replace("<table>", "<table><caption>Ports &amp; <em>seas</em></caption>")
    body = plain + named + named + f"<aside><p>x</p>{plain}</aside>"
    region = '<div class="table-scroll" role="region" aria-label="([^"]+)" tabindex="0"><table>'
    assert re.findall(region, on_screen(body)) == ["Table 1", "Ports &amp; seas", "Table 3", "Table 4"]
    assert "table-scroll" not in elsewhere(body)


# --- Right to left ---


@pytest.mark.parametrize(
    "written",
    ["+351 21 000 00 00", "+351-21-000", "+351&nbsp;210&nbsp;000", "press@icso.example", "https://icso.example/a?b=1&amp;c=2", "www.icso.example"],
)  # fmt: skip
def test_numbers_and_addresses_keep_their_order_in_arabic(written: str) -> None:
    with translation.override("ar"):
        assert (
            on_screen(f"<p>اتصل {written}، أو زر.</p>", "ar") == f'<p>اتصل <bdi dir="ltr">{written}</bdi>، أو زر.</p>'
        )
    assert on_screen(f"<p>Call {written}, or come.</p>") == f"<p>Call {written}, or come.</p>"


def test_a_link_to_a_telephone_keeps_the_order_of_its_number_in_any_form() -> None:
    link = '<a href="tel:+351210000000" rel="noopener">{}</a>'
    kept = link.format('<bdi dir="ltr">(021) 000 00</bdi>')
    assert on_screen(f"<p>{link.format('(021) 000 00')}</p>", "ar") == f"<p>{kept}</p>"


def test_years_and_ranges_are_no_telephone_numbers() -> None:
    body = "<p>2025-2026، 12.5، +5%، 1 000 000</p>"
    assert on_screen(body, "ar") == body


def test_a_place_in_other_letters_keeps_its_own_order_in_an_arabic_dateline() -> None:
    with translation.override("ar"):
        assert on_screen("<p>نص</p>", "ar", "Suva (Fiji)") == (
            '<p><span class="dateline"><bdi>Suva (Fiji)</bdi> – </span>نص</p>'
        )


# --- Press contact ---


def test_addresses_and_numbers_of_a_press_contact_are_links_and_links_stay_as_they_are() -> None:
    there = '<a href="mailto:a@icso.example" rel="noopener">a@icso.example</a>'
    assert rendering.contact(f"<p>Press: b@icso.example, +351 21 000&nbsp;00 00. {there}</p>", "en") == (
        '<p>Press: <a href="mailto:b@icso.example">b@icso.example</a>,'
        f' <a href="tel:+351210000000">+351 21 000&nbsp;00 00</a>. {there}</p>'
    )


def test_in_arabic_they_keep_their_order_too() -> None:
    assert rendering.contact("<p>+351 21 000 00</p>", "ar") == (
        '<p><a href="tel:+3512100000"><bdi dir="ltr">+351 21 000 00</bdi></a></p>'
    )


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_press_contact_is_cleaned(payload: str) -> None:
    assert rendering.contact(payload, "en") == html.clean(payload)


# --- Whatever comes ---


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_hostile_markup_beside_every_form_stays_what_cleaning_makes_of_it(payload: str, language: str) -> None:
    forms = f"<p>https://youtu.be/abcdefghij0</p><aside><h3>A</h3>{payload}</aside><blockquote><p>x</p>{payload}</blockquote>"
    rendered = on_screen(f"{forms}<table><tr><td>{payload}</td></tr></table>", language)
    for taken in ("<script", "onerror=", "onload=", "javascript:", "evil.example/pixel", "<iframe", "<style", "srcdoc"):
        assert taken not in re.sub(r"&lt;[^<]*", "", rendered).lower()


@pytest.mark.parametrize(
    "value",
    [
        "<p>" + "&nbsp;" * 50_000 + "youtu</p>",
        "<p>https://youtu.be/" + "&nbsp;" * 50_000 + "</p>",
        "<p>" + "<a href='https://youtu.be/abcdefghij0'>x</a>" * 5_000 + "</p>",
        "<p>" + "a@" * 50_000 + "+1" * 50_000 + "www." * 20_000 + "</p>",
        "<aside>" * 200 + "x",
        "<blockquote><p>x</p>" * 200,
        "<blockquote><p>x</p><p>" + "<em>" * 1_000 + "— y",
        "<table><tr><td>" * 200 + "youtu",
        "<p>" + "+1 2 3 4 5 " * 20_000,
    ],
    ids=["spaces", "spaces in an address", "links", "almost addresses", "boxes", "quotations", "emphasis", "tables", "numbers"],
)  # fmt: skip
def test_rendering_takes_time_in_proportion_to_the_length(value: str) -> None:
    start = time.process_time()
    shown(value, "ar", Medium.SCREEN, "x")
    rendering.contact(value, "ar")
    assert time.process_time() - start < 3
