"""The demo's releases, brought in on the importer's own path and moved to the states of ``plan``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from articles import workflow
from articles.demo import plan, scenes
from articles.enums import State, all_codes
from articles.importing import ParsedRelease, read_file
from articles.importing.store import store
from articles.models import AuditEntry, Document, Edition, Photo, Release

FOLDER = Path(__file__).parent
RELEASES = FOLDER / "releases"
UPDATES = FOLDER / "updates"
PHOTO = re.compile(r"<p>\[\[photo ([a-z-]+)\]\]</p>")


def references() -> list[str]:
    """Return the reference numbers of the demo's releases, oldest first."""
    return sorted(path.name for path in RELEASES.iterdir())


@dataclass(frozen=True, slots=True)
class Material:
    """What the media library holds for the demo: photos by key, and documents, one or one for each language."""

    photos: Mapping[str, Photo]
    documents: Mapping[str, Sequence[Document]]


def bring(reference: str, material: Material, at: datetime) -> int:
    """Load or refresh one release and return in how many languages something changed.

    A language that a person has had a hand in is left alone, and so is a release that a person has deleted.
    """
    texts = list(_read(RELEASES / reference, material))
    editions = Edition.objects.filter(release__reference=reference)
    known = {edition.language: _in_step(edition) for edition in editions}
    if not known and not _is_touched(reference, *all_codes()):
        store(texts[0], photo=material.photos.get(texts[0].photo), at=at)
    _equip(reference, material)
    changed = 0
    fresh = []
    for parsed in texts:
        if _is_touched(reference, parsed.language):
            continue
        if parsed.language in known:
            changed += _refresh(parsed, material, known[parsed.language], at)
        else:
            _show(replace(parsed, date=plan.date_of(parsed, at)), material, at)
            fresh.append(parsed.language)
    # Only now, so that the translations were made from the older text.
    for parsed in _read(UPDATES / reference, material):
        if parsed.language in fresh:
            edition = store(parsed, photo=material.photos.get(parsed.photo), at=at).edition
            _change(edition, plan.CHANGES.get((reference, parsed.language)))
    if fresh:
        scenes.play(Release.objects.get(reference=reference), fresh, at)
    return changed + len(fresh)


def _read(folder: Path, material: Material) -> Iterator[ParsedRelease]:
    """Yield the texts of a release, the original first."""
    files = [_parsed(path, material) for path in sorted(folder.glob("*.md"))]
    yield from sorted(files, key=lambda parsed: bool(parsed.translation_of))


def _parsed(path: Path, material: Material) -> ParsedRelease:
    """Return a text, with the photos in it where it has our marks: the importer takes no pictures."""
    parsed = read_file(path.name, path.read_bytes(), language=None, languages=all_codes())
    return replace(parsed, body=PHOTO.sub(lambda mark: _figure(material.photos[mark[1]]), parsed.body))


def _figure(photo: Photo) -> str:
    return f'<figure data-photo="{photo.token}"></figure>'


def _equip(reference: str, material: Material) -> None:
    """Give a release that no person has had a hand in the gallery and documents of the plan."""
    release = Release.objects.filter(reference=reference).first()
    if release is None or _is_touched(reference, *all_codes()):
        return
    workflow.share(
        release,
        by=None,
        photo=release.photo,
        topics=release.topics.all(),
        gallery=[material.photos[key] for key in plan.GALLERIES.get(reference, ())],
        documents=[one for key in plan.DOCUMENTS.get(reference, ()) for one in material.documents[key]],
    )


def _is_touched(reference: str, *languages: str) -> bool:
    """Tell whether a person has changed one of these languages, or what all share, or deleted the release."""
    entries = AuditEntry.objects.filter(reference=reference, actor__isnull=False)
    return entries.filter(language__in=[*languages, ""]).exists()


def _in_step(edition: Edition) -> bool:
    """Tell whether nothing waits behind what is live."""
    return edition.live_id is not None and edition.live_id == edition.current_id and not edition.withdrawn_at


def _refresh(parsed: ParsedRelease, material: Material, in_step: bool, at: datetime) -> bool:
    """Bring a language up to its newest file; what goes out is replaced only where nothing was waiting before."""
    newest = UPDATES / parsed.reference / f"{parsed.language}.md"
    if newest.is_file():
        parsed = _parsed(newest, material)
    return store(parsed, approve=in_step, photo=material.photos.get(parsed.photo), at=at).changed


def _show(parsed: ParsedRelease, material: Material, at: datetime) -> None:
    """Store a text for the first time and take it to the state that the plan shows it in."""
    state = plan.state_of(parsed.reference, parsed.language)
    edition = store(parsed, approve=state == State.PUBLIC, photo=material.photos.get(parsed.photo), at=at).edition
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
