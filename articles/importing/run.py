"""One run over many files: each is accepted, unchanged or refused by itself, originals before translations."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from articles.enums import all_codes
from articles.importing.parsed import ImportProblem, ParsedRelease
from articles.importing.reading import read_file
from articles.importing.store import Stored, store
from articles.workflow import WorkflowError


class Outcome(Enum):
    """What became of a file."""

    ACCEPTED = auto()
    UNCHANGED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Result:
    """One file's outcome, with what was stored or the 1-based line (if known) and the reason."""

    path: Path
    outcome: Outcome
    stored: Stored | None = None
    line: int | None = None
    reason: str = ""


@dataclass(slots=True)
class Run:
    """The options of a run, and what it has seen so far: texts by release and language, originals by reference."""

    language: str | None = None
    approve: bool = False
    topics: Sequence[str] = ()
    dry_run: bool = False
    _seen: dict[tuple[str, str], tuple[Path, int]] = field(default_factory=dict)
    _originals: dict[str, Path] = field(default_factory=dict)

    def over(self, paths: Iterable[Path]) -> Iterator[Result]:
        """Yield a result for every file of ``paths``; no more than one file is held in memory.

        Translations wait until every original is in, so that files may be named in any order; each is read again then.
        """
        waiting = []
        for path in paths:
            try:
                parsed = self._read(path)
            except ImportProblem as problem:
                yield _refused(path, problem)
                continue
            if parsed.translation_of:
                waiting.append(path)
            else:
                yield self._take(path, parsed)
        for path in waiting:
            try:
                yield self._take(path, self._read(path))
            except ImportProblem as problem:
                yield _refused(path, problem)

    def _read(self, path: Path) -> ParsedRelease:
        if path.is_dir():
            raise ImportProblem(_("this is a folder; name the files in it"))
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise ImportProblem(_("there is no such file")) from None
        except OSError as error:
            raise ImportProblem(_("it cannot be read: %(reason)s") % {"reason": error.strerror}) from None
        return read_file(path.name, data, language=self.language, languages=all_codes())

    def _take(self, path: Path, parsed: ParsedRelease) -> Result:
        """Store one file, all of it or nothing."""
        try:
            with transaction.atomic():
                # In a dry run, what an earlier file brought has been rolled back; its translations need it again.
                if original := self._originals.get(parsed.translation_of):
                    self._store(self._read(original))
                stored = self._store(parsed)
                self._check_twice(path, parsed, stored)
                transaction.set_rollback(self.dry_run)
        except (ImportProblem, WorkflowError) as problem:
            return _refused(path, problem)
        reference = stored.edition.release.reference
        self._seen.setdefault((reference, parsed.language), (path, hash(stored.text)))
        if self.dry_run and not parsed.translation_of:
            self._originals[reference] = path
        return Result(path, Outcome.ACCEPTED if stored.changed else Outcome.UNCHANGED, stored)

    def _store(self, parsed: ParsedRelease) -> Stored:
        return store(parsed, approve=self.approve, topics=self.topics)

    def _check_twice(self, path: Path, parsed: ParsedRelease, stored: Stored) -> None:
        """Refuse a second, different text for the same language of one release: one of the two would be lost."""
        before = self._seen.get((stored.edition.release.reference, parsed.language))
        if before is not None and before[1] != hash(stored.text):
            message = _("“%(file)s” of this run holds another text for the same release and language")
            raise ImportProblem(message % {"file": before[0].name})


def _refused(path: Path, problem: ImportProblem | WorkflowError) -> Result:
    if isinstance(problem, ImportProblem):
        return Result(path, Outcome.REFUSED, line=problem.line, reason=problem.message)
    return Result(path, Outcome.REFUSED, reason=str(problem))
