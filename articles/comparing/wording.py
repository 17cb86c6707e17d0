"""The difference between two texts of one language, word by word, as safe HTML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from articles.comparing.runs import common_runs
from articles.comparing.signs import deleted, inserted, retargeted, visible
from articles.comparing.tokens import IDEOGRAPH, Word, joined, says_something, words

TINY = 3
"""Letters that may stand unchanged between longer changes and are yet shown as changed; of ideographs, one."""

Targets = tuple[str, str]


class Stretch(NamedTuple):
    """Words of both sides, all the same (but for their white space and links) or changed."""

    same: bool
    before: Sequence[Word]
    after: Sequence[Word]


@dataclass(slots=True)
class Segment:
    """A piece of the result; ``retargets`` are the old and new targets of links on it."""

    before: str
    after: str
    same: bool
    retargets: list[Targets] = field(default_factory=list)


def one_line_end(text: str) -> str:
    """Return ``text`` with line ends as newlines: forms send CRLF, and that is not a change."""
    return text.replace("\r\n", "\n")


def unchanged(text: str) -> SafeString:
    """Return ``text`` as it is, as safe HTML."""
    return mark_safe(escape(text))  # noqa: S308 (escaped)


def added(text: str) -> SafeString:
    """Return ``text`` as added as a whole, as safe HTML."""
    return mark_safe(inserted(text))  # noqa: S308 (escaped there)


def removed(text: str) -> SafeString:
    """Return ``text`` as removed as a whole, as safe HTML."""
    return mark_safe(deleted(text))  # noqa: S308 (escaped there)


def word_diff(before: str, after: str, language: str) -> SafeString:
    """Return the difference of two plain texts as safe HTML.

    Without its ``<ins>`` elements it reads as ``before``, without its ``<del>`` elements as ``after``, signs apart.
    """
    before, after = one_line_end(before), one_line_end(after)
    if before == after:
        return unchanged(before)
    return diff_of_words(words(before, language), words(after, language), language)


def diff_of_words(before: Sequence[Word], after: Sequence[Word], language: str) -> SafeString:
    """Return the difference as safe HTML, with changed targets of links."""
    segments = _segments(_readable(_stretches(before, after)), before, after)
    parts = []
    for segment, following in zip(segments, [*segments[1:], Segment("", "", same=True)], strict=True):
        ended = [targets for targets in segment.retargets if targets not in following.retargets]
        parts.append(_as_html(segment, "".join(retargeted(*targets, language) for targets in ended)))
    return mark_safe("".join(parts))  # noqa: S308 (every piece is escaped in _as_html and signs.py)


def _stretches(before: Sequence[Word], after: Sequence[Word]) -> Iterator[Stretch]:
    i = j = 0
    for run in common_runs([word.core for word in before], [word.core for word in after]):
        if run.before > i or run.after > j:
            yield Stretch(False, before[i : run.before], after[j : run.after])
        i, j = run.before + run.size, run.after + run.size
        yield Stretch(True, before[run.before : i], after[run.after : j])
    if i < len(before) or j < len(after):
        yield Stretch(False, before[i:], after[j:])


def _readable(stretches: Iterator[Stretch]) -> list[Stretch]:
    """Return the stretches with tiny unchanged ones between changes taken into these: no confetti."""
    kept: list[Stretch] = []
    for stretch in stretches:
        if not stretch.same and len(kept) > 1 and _is_tiny(kept[-1], kept[-2], stretch):
            between, first = kept.pop(), kept.pop()
            whole = [first, between, stretch]
            stretch = Stretch(  # noqa: PLW2901 (it has grown)
                False, [word for part in whole for word in part.before], [word for part in whole for word in part.after]
            )
        kept.append(stretch)
    return kept


def _is_tiny(between: Stretch, first: Stretch, second: Stretch) -> bool:
    cores = [word.core for word in between.after]
    if any("\n" in word.space for word in between.after) or len(cores) > 2 * TINY:
        return False
    said = [core for core in cores if says_something(core)]
    length = sum(map(len, said))
    if length > (1 if any(map(IDEOGRAPH.match, said)) else TINY):
        return False
    return all(length <= max(_size(change.before), _size(change.after)) for change in (first, second))


def _size(run: Sequence[Word]) -> int:
    return sum(len(word.core) for word in run)


def _segments(stretches: Sequence[Stretch], before: Sequence[Word], after: Sequence[Word]) -> list[Segment]:
    old, new = {word.target for word in before}, {word.target for word in after}
    segments: list[Segment] = []
    for stretch in stretches:
        if not stretch.same:
            lost = [target for target in _targets(stretch.before) if target not in new]
            gained = [target for target in _targets(stretch.after) if target not in old]
            longest = max(len(lost), len(gained))
            lost, gained = ([*some, *[""] * (longest - len(some))] for some in (lost, gained))
            _add(segments, joined(stretch.before), joined(stretch.after), list(zip(lost, gained, strict=True)))
            continue
        if stretch.before == stretch.after:
            whole = joined(stretch.after)
            _add(segments, whole, whole, [])
            continue
        for left, right in zip(stretch.before, stretch.after, strict=True):
            retargets = [(left.target, right.target)] if left.target != right.target else []
            _add(segments, left.core, right.core, retargets)
            _add(segments, left.space, right.space, retargets)
    return segments


def _targets(run: Sequence[Word]) -> list[str]:
    return list(dict.fromkeys(word.target for word in run if word.target))


def _add(segments: list[Segment], before: str, after: str, retargets: list[Targets]) -> None:
    """Add a piece, to the last segment if it is of the same kind."""
    if not before and not after:
        return
    same = before == after
    last = segments[-1] if segments else None
    if last and last.same == same and (not same or last.retargets == retargets):
        last.before += before
        last.after += after
        last.retargets = list(dict.fromkeys([*last.retargets, *retargets]))
    else:
        segments.append(Segment(before, after, same, retargets))


def _as_html(segment: Segment, note: str) -> str:
    """Return a segment with the note about its links before the white space that ends it on both sides."""
    before, after = segment.before, segment.after
    if before == after:  # also what became the same as changes were taken together
        text = after.rstrip()
        return escape(text) + note + after[len(text) :]
    end = _white_in_common(before[::-1], after[::-1])
    before, after, ending = before[: len(before) - end], after[: len(after) - end], before[len(before) - end :]
    start = _white_in_common(before, after)
    opening, before, after = before[:start], before[start:], after[start:]
    return opening + deleted(visible(before, after)) + inserted(visible(after, before)) + note + ending


def _white_in_common(first: str, second: str) -> int:
    """Return how many characters of white space both begin with."""
    count = 0
    for left, right in zip(first, second, strict=False):
        if left != right or not left.isspace():
            break
        count += 1
    return count
