"""Slugs proposed from headlines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import slugs, workflow
from articles.models import Edition
from articles.models.topic import validate_slug
from tests import factories

steady = settings(deadline=None, database=None)


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("A new harbour for Lisbon", "a-new-harbour-for-lisbon"),
        ("  “Safety” – first!  ", "safety-first"),
        ("L’événement à l’Œuvre", "l-evenement-a-l-oeuvre"),
        ("El niño señaló 25 años", "el-nino-senalo-25-anos"),
        ("Straße, Ærø", "strasse-aerø"),
        ("ﬁsh ＆ Ｃhips", "fish-chips"),
        ("ميناء جديد في لشبونة", "ميناء-جديد-في-لشبونة"),
        ("مِينَاءٌ", "ميناء"),
        ("Ещё один йод", "ещё-один-йод"),
        ("里斯本新港口", "里斯本新港口"),
        ("State_of the\tport\n2026", "state-of-the-port-2026"),
        ("A\u202eB\u200bC", "abc"),
        ("C++ / ../../etc", "c-etc"),
    ],
)  # fmt: skip
def test_a_headline_in_any_script_becomes_words_and_hyphens(headline: str, slug: str) -> None:
    assert slugs.propose(headline, "2026-TEST") == slug


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("2026", "2026-2026-test"),
        ("5 – 7", "5-7-2026-test"),
        ("🚢⚓", "2026-test"),
        ("?!", "2026-test"),
        ("٢٠٢٦", "٢٠٢٦-2026-test"),
        ("", "2026-test"),
    ],
)
def test_where_no_letter_is_left_the_reference_number_serves(headline: str, slug: str) -> None:
    assert slugs.propose(headline, "2026-TEST") == slug


def test_a_long_headline_is_cut_between_words() -> None:
    assert slugs.propose("harbour " * 20, "2026-TEST") == "-".join(["harbour"] * 10)


def test_a_long_word_is_cut_where_it_must() -> None:
    assert slugs.propose("a" * 200, "2026-TEST") == "a" * 79
    # In an address a Chinese character takes nine bytes.
    assert slugs.propose("港" * 200, "2026-TEST") == "港" * 20


@steady
@given(st.text(max_size=120))
def test_a_proposed_slug_is_always_one_that_an_address_can_carry(headline: str) -> None:
    slug = slugs.propose(headline, "2026-TEST")
    validate_slug(slug)
    assert len(slug) <= 120


@pytest.mark.django_db
def test_a_taken_slug_gets_the_reference_number_behind_it() -> None:
    factories.draft("en", title="Ports")
    release = factories.release(reference="2026-TEST")
    assert factories.draft("en", of=release, title="Ports").slug == "ports-2026-test"


@pytest.mark.django_db
def test_a_taken_slug_does_not_say_how_many_others_there_are() -> None:
    texts = [factories.draft("en", title="Ports") for _n in range(3)]
    assert [(e.slug or "").replace(e.release.reference.lower(), "REF") for e in texts] == [
        "ports",
        "ports-REF",
        "ports-REF",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("headline", ["Harbour " * 15, "2" * 90])
def test_the_longest_headline_and_the_longest_reference_make_a_slug_that_fits(headline: str) -> None:
    factories.draft("en", title=headline)
    edition = factories.draft("en", of=factories.release(reference="R" * 40), title=headline)
    assert len(edition.slug or "") <= (Edition._meta.get_field("slug").max_length or 0)


@pytest.mark.django_db
def test_a_proposed_slug_that_somebody_typed_elsewhere_by_hand_is_refused_like_a_typed_one() -> None:
    factories.draft("en", slug="ports")
    factories.draft("en", slug="ports-2026-test")
    edition = factories.draft("en", of=factories.release(reference="2026-TEST"))
    with pytest.raises(workflow.Incomplete, match="Another release has this slug already"):
        workflow.save_text(edition.release, "en", factories.text("Ports"), by=None, slug="")


@pytest.mark.django_db
def test_a_slug_is_free_for_its_own_edition_and_in_other_languages() -> None:
    mine = factories.draft("en", slug="ports")
    others = [factories.draft("en"), factories.draft("fr")]
    assert [slugs.available("ports", edition) for edition in (mine, *others)] == [True, False, True]
