"""From a parsed release to the database, through the verbs of ``workflow``; one transaction for each file.

What is imported is believed until somebody at the desk changes it: a file that says nothing new since it was imported
last leaves the desk's text alone. Date, slug and picture are taken when a language first comes in or goes out; from
then on they are the desk's. Topics are only ever added.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import html, workflow
from articles.enums import Stage, State
from articles.importing import identity
from articles.importing.parsed import ImportProblem, ParsedRelease
from articles.models import TEXT_FIELDS, Edition, Photo, Release, Text, Topic


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one file: its edition, its text as stored, whether anything changed, remarks for the person."""

    edition: Edition
    text: Text
    changed: bool
    remarks: tuple[str, ...] = ()


@transaction.atomic
def store(
    parsed: ParsedRelease,
    *,
    approve: bool = False,
    topics: Iterable[str] = (),
    photo: Photo | None = None,
    at: datetime | None = None,
) -> Stored:
    """Make ``parsed`` the working copy of its language and, with ``approve``, let it go out at its own date.

    ``topics`` are slugs beside the file's own; ``photo`` is what a new release's key ``photo`` stands for. Raises
    ImportProblem or ``workflow.WorkflowError`` where the file is refused; nothing of it is stored then.
    """
    at = at or timezone.now()
    text, unknown = with_known_pictures(checked_text(parsed))
    wanted = find_topics([*parsed.topics, *topics])
    if parsed.photo and photo is None:
        raise ImportProblem(_("“photo” is for the demo; add the picture at the desk"))
    release = identity.find(parsed, text)
    if release is None:
        release = _create(parsed, text, wanted, photo)
        changed = True
    else:
        changed = _add_topics(release, wanted)
    edition, taken = _save(release, parsed, text)
    out = approve and _let_out(edition, text, identity.moment_of(parsed.date, at), at)
    edition = Edition.objects.select_related("release", "current").get(pk=edition.pk)
    remarks = (*_about_pictures(unknown), *_remarks(edition, parsed, text, approve))
    return Stored(edition, text, changed or taken or out, remarks)


def checked_text(parsed: ParsedRelease) -> Text:
    """Return the text as it will be stored; raise ImportProblem where the columns cannot hold it."""
    text = Text(parsed.title, parsed.dateline, parsed.lead, parsed.body, parsed.notes).cleaned()
    if not (text.title and text.body):
        raise ImportProblem(_("no headline or no text is left when everything unsafe is removed"))
    checks: list[tuple[type[Model], str, str]] = [(Release, name, getattr(text, name)) for name in TEXT_FIELDS]
    checks += [(Edition, "slug", parsed.slug.lower()), (Release, "reference", parsed.reference)]
    for model, name, value in checks:
        field = model._meta.get_field(name)
        try:
            field.run_validators(value)  # type: ignore[union-attr]  # only plain columns are named here
        except ValidationError as error:
            message = _("%(field)s: %(problem)s")
            values = {"field": field.verbose_name, "problem": " ".join(error.messages)}  # type: ignore[union-attr]
            raise ImportProblem(message % values) from None
    return text


def with_known_pictures(text: Text) -> tuple[Text, int]:
    """Return ``text`` without references to photos that this media library does not have, and how many those were."""
    tokens = {token for part in (text.body, text.notes) for token in html.photos_in(part)}
    if not tokens:
        return text, 0
    unknown = tokens - set(Photo.objects.filter(token__in=tokens).values_list("token", flat=True))

    def known(part: str) -> str:
        return html.FIGURE.sub(lambda found: "" if found[1] in unknown else found[0], part)

    kept = replace(text, body=known(text.body), notes=known(text.notes)).cleaned()
    if not kept.body:
        raise ImportProblem(_("no headline or no text is left when everything unsafe is removed"))
    return kept, len(unknown)


def _about_pictures(unknown: int) -> Iterator[str]:
    """Yield what the person should know of pictures that were left out."""
    if unknown:
        yield ngettext(
            "%(count)d picture of its text is not in this media library and was left out",
            "%(count)d pictures of its text are not in this media library and were left out",
            unknown,
        ) % {"count": unknown}


def find_topics(slugs: Iterable[str]) -> list[Topic]:
    """Return the topics of ``slugs``, each once; raise ImportProblem naming the first slug that is none."""
    known = {topic.slug: topic for topic in Topic.objects.all()}
    wanted = list(dict.fromkeys(slugs))
    for slug in wanted:
        if slug not in known:
            message = _("there is no topic “%(slug)s”; there are: %(known)s")
            raise ImportProblem(message % {"slug": slug, "known": ", ".join(known) or "–"})
    return [known[slug] for slug in wanted]


def _create(parsed: ParsedRelease, text: Text, topics: list[Topic], photo: Photo | None) -> Release:
    return workflow.create_release(
        by=None,
        original=parsed.language,
        reference=identity.new_reference(parsed, text),
        topics=topics,
        photo=photo,
    )


def _add_topics(release: Release, wanted: list[Topic]) -> bool:
    """Add the topics that ``release`` lacks and tell whether there were any.

    None is taken away: each language's file names the topics, and they need not agree.
    """
    held = list(release.topics.all())
    if not set(wanted) - set(held):
        return False
    workflow.share(release, by=None, photo=release.photo, topics=[*held, *wanted])
    return True


def imported_last(edition: Edition) -> Text | None:
    """Return the newest text of ``edition`` that came from the command line and not from a person."""
    revision = edition.revisions.filter(author=None).order_by("-number").first()
    return revision.text() if revision else None


def _save(release: Release, parsed: ParsedRelease, text: Text) -> tuple[Edition, bool]:
    """Store ``text``, unless it is what was imported last, and tell whether a revision was made."""
    edition = release.editions.filter(language=parsed.language).first()
    if edition is not None and imported_last(edition) == text:
        return edition, False
    slug = parsed.slug or None if edition is None else None
    revision = workflow.save_text(release, parsed.language, text, by=None, slug=slug, up_to_date=True)
    return release.editions.get(language=parsed.language), revision is not None


def _let_out(edition: Edition, text: Text, moment: datetime, at: datetime) -> bool:
    """Approve ``text`` and let it go out at ``moment``, and tell whether that changed anything.

    Newer text of the desk is not approved by this, and what has a date already keeps it.
    """
    current = edition.current
    if current is None or current.text() != text or edition.live_id == current.pk:
        return False
    if edition.stage == Stage.DRAFT:
        edition = workflow.submit(edition, by=None, at=at)
    if edition.stage == Stage.IN_REVIEW:
        edition = workflow.approve(edition, by=None, at=at)
    state = edition.state(at)
    if state == State.SCHEDULED and edition.publish_at is not None:
        workflow.schedule(edition, publish_at=edition.publish_at, by=None, at=at)
    elif state != State.PUBLIC and moment > at:
        workflow.schedule(edition, publish_at=moment, by=None, at=at)
    else:
        workflow.publish(edition, published_at=moment if moment <= at else None, by=None, at=at)
    return True


def _remarks(edition: Edition, parsed: ParsedRelease, text: Text, approve: bool) -> Iterator[str]:
    """Yield what the person should know: where the desk and the file differ, and what a draft does not keep."""
    if edition.current is not None and edition.current.text() != text:
        yield _("newer text of the desk was left alone")
    if parsed.slug and edition.slug != parsed.slug.lower():
        yield _("its slug stays “%(slug)s”") % {"slug": edition.slug}
    if edition.publish_at is None:
        if not approve:
            yield _("it has no date until it is scheduled or imported with --approve")
        return
    day = timezone.localdate(edition.publish_at, timezone.get_default_timezone())
    if day != identity.day_of(parsed.date):
        yield _("its date stays %(day)s") % {"day": day.isoformat()}
