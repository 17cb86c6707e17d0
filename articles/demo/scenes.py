"""What happens at the desk of the demo: steps that people took, so that each has something to see after logging in."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.contrib.auth.models import User

from articles import workflow
from articles.demo import plan
from articles.enums import Withdrawal
from articles.models import Edition, Release, Text


def play(release: Release, languages: Collection[str], at: datetime) -> None:
    """Take the steps that the plan has for the ``languages`` of ``release`` that were just loaded."""
    editions = {edition.language: edition for edition in release.editions.filter(language__in=languages)}
    if release.reference in plan.REQUIRED:
        workflow.share(
            release, by=None, photo=release.photo, topics=release.topics.all(),
            required=plan.REQUIRED[release.reference],
        )  # fmt: skip
    for language, edition in editions.items():
        _withdraw(edition, at)
        if slug := plan.MOVED.get((release.reference, language)):
            workflow.readdress(edition, slug=slug, by=None, at=at)
        if reason := plan.HELD.get((release.reference, language)):
            workflow.revoke(edition, by=None, note=reason, at=at)
    if step := STEPS.get(release.reference):
        step(editions, at)


def _withdraw(edition: Edition, at: datetime) -> None:
    reference = edition.release.reference
    if notes := plan.WITHDRAWN.get(reference):
        workflow.withdraw(edition, reason=Withdrawal.ERROR, note=notes[edition.language], by=None, at=at)
    if successor := plan.REPLACED.get(reference):
        release = Release.objects.get(reference=successor)
        workflow.withdraw(edition, reason=Withdrawal.REPLACED, replaced_by=release, by=None, at=at)


def person(username: str) -> User | None:
    """Return a person of the demo; None, for the command line, where the account was deleted."""
    return User.objects.filter(username=username).first()


def _sent_back(editions: dict[str, Edition], at: datetime) -> None:
    """The French of a draft: written by its translator, sent back by an editor."""
    translator, editor = person("translator-fr"), person("editor")
    french = editions.get("fr")
    if french is None or french.current is None:
        return
    text = french.current.text()
    typed = Text(text.title, text.dateline, text.lead.replace("2027", "2028"), text.body)
    _save(french, typed, translator)
    french = workflow.submit(french, by=translator, at=at)
    note = "« 48 pays » : le chiffre est confirmé. Mais l’exercice a lieu en 2027, pas en 2028."
    workflow.send_back(french, by=editor, note=note, at=at)


def _in_review(editions: dict[str, Edition], at: datetime) -> None:
    """An Arabic translation with a slip that the checks find, waiting for an editor."""
    translator, arabic = person("translator-ar"), editions.get("ar")
    if arabic is None or arabic.current is None:
        return
    text = arabic.current.text()
    typed = Text(text.title, text.dateline, text.lead, text.body.replace("310", "130"))
    _save(arabic, typed, translator)
    workflow.submit(arabic, by=translator, at=at)


def _drafted(editions: dict[str, Edition], at: datetime) -> None:
    """A draft with an author, and an outsider who may look at it."""
    writer, english = person("writer"), editions.get("en")
    if english is None or english.current is None:
        return
    text = english.current.text()
    _save(english, Text(text.title, text.dateline, text.lead, text.body + "<p>More: press@icso.example</p>"), writer)


def _shared(editions: dict[str, Edition], at: datetime) -> None:
    """A release under embargo that a news agency may see beforehand."""
    editor, english = person("editor"), editions.get("en")
    if editor is not None and english is not None and english.approved is not None:
        workflow.lend(english.approved, label="Maré News Agency", hours=48, by=editor, at=at - timedelta(hours=1))


def _save(edition: Edition, text: Text, by: User | None) -> None:
    workflow.save_text(edition.release, edition.language, text, by=by)
    edition.refresh_from_db()


STEPS: dict[str, Callable[[dict[str, Edition], datetime], None]] = {
    "2026-GN7L": _sent_back,
    "2026-V3KD": _in_review,
    "2026-K9VB": _drafted,
    "2026-SD8H": _shared,
}
