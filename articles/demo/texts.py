"""The demo's releases, brought in on the importer's own path and moved to the states of ``plan``."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from articles import workflow
from articles.demo import plan, scenes
from articles.enums import State, all_codes
from articles.importing import ParsedRelease, read_file
from articles.importing.store import store
from articles.models import AuditEntry, Edition, Photo, Release

FOLDER = Path(__file__).parent
RELEASES = FOLDER / "releases"
UPDATES = FOLDER / "updates"


def references() -> list[str]:
    """Return the reference numbers of the demo's releases, oldest first."""
    return sorted(path.name for path in RELEASES.iterdir())


def bring(reference: str, photos: Mapping[str, Photo], at: datetime) -> int:
    """Load or refresh one release and return in how many languages something changed.

    A language that a person has had a hand in is left alone, and so is a release that a person has deleted.
    """
    texts = list(_read(RELEASES / reference))
    known = set(Edition.objects.filter(release__reference=reference).values_list("language", flat=True))
    changed = 0
    fresh = []
    for parsed in texts:
        if _is_touched(reference, parsed.language):
            continue
        if parsed.language in known:
            changed += _refresh(parsed, photos, at)
        else:
            _show(replace(parsed, date=plan.date_of(parsed, at)), photos, at)
            fresh.append(parsed.language)
    # Only now, so that the translations were made from the older text.
    for parsed in _read(UPDATES / reference):
        if parsed.language in fresh:
            edition = store(parsed, photo=photos.get(parsed.photo), at=at).edition
            _change(edition, plan.CHANGES.get((reference, parsed.language)))
    if fresh:
        scenes.play(Release.objects.get(reference=reference), fresh, at)
    return changed + len(fresh)


def _read(folder: Path) -> Iterator[ParsedRelease]:
    """Yield the texts of a release, the original first."""
    files = [
        read_file(path.name, path.read_bytes(), language=None, languages=all_codes())
        for path in sorted(folder.glob("*.md"))
    ]
    yield from sorted(files, key=lambda parsed: bool(parsed.translation_of))


def _is_touched(reference: str, language: str) -> bool:
    """Tell whether a person has changed this language, or what all languages share, or deleted the release."""
    entries = AuditEntry.objects.filter(reference=reference, actor__isnull=False)
    return entries.filter(language__in=[language, ""]).exists()


def _refresh(parsed: ParsedRelease, photos: Mapping[str, Photo], at: datetime) -> bool:
    """Bring a language up to its newest file; what goes out is replaced only where nothing was waiting before."""
    newest = UPDATES / parsed.reference / f"{parsed.language}.md"
    if newest.is_file():
        parsed = read_file(newest.name, newest.read_bytes(), language=None, languages=all_codes())
    edition = Edition.objects.get(release__reference=parsed.reference, language=parsed.language)
    in_step = edition.live_id is not None and edition.live_id == edition.current_id and not edition.withdrawn_at
    return store(parsed, approve=in_step, photo=photos.get(parsed.photo), at=at).changed


def _show(parsed: ParsedRelease, photos: Mapping[str, Photo], at: datetime) -> None:
    """Store a text for the first time and take it to the state that the plan shows it in."""
    state = plan.state_of(parsed.reference, parsed.language)
    edition = store(parsed, approve=state == State.PUBLIC, photo=photos.get(parsed.photo), at=at).edition
    if state in {State.IN_REVIEW, State.APPROVED}:
        edition = workflow.submit(edition, by=None, at=at)
    if state == State.APPROVED:
        workflow.approve(edition, by=None, at=at)


def _change(edition: Edition, change: tuple[str, datetime, str] | None) -> None:
    """Let the newer text of ``edition`` take the place of what is public, if there is a plan for it."""
    if change is None:
        return
    kind, moment, note = change
    workflow.approve(workflow.submit(edition, by=None, at=moment), by=None, at=moment)
    workflow.publish(edition, change=kind, note=note, by=None, at=moment)
