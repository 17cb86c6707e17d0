"""Who may see what. ``EditionQuerySet.public`` is the only rule of visibility in the project.

Every public page, count, link and file is answered through it; nothing else compares ``publish_at`` with the time for
readers. Conditions are built inside the methods: modeltranslation changes shared ``Q`` objects in place
(docs/decisions/0002).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self, cast

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.enums import Action, Change, Stage, State, shown_codes, suffix

if TYPE_CHECKING:
    from articles.models import Edition, FormerAddress, PreviewLink, Publication, Release, Tally, Topic
else:
    Edition = FormerAddress = PreviewLink = Publication = Release = Tally = Topic = Any

PAGE_SIZE = 20
FEW = 2000  # releases: so few are gathered before they are walked through (docs/decisions/0022)
AKIN_AMONG = 500  # newest editions of a language that are looked through for those of the same topics
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
MAX_SEARCH = 300  # characters of a search that count
MAX_WORDS = 8


def of_photo(path: str = "") -> tuple[str, ...]:
    """Return the columns of a photo's version that showing it takes; ``path`` leads to it."""
    return tuple(f"{path}{name}" for name in ("token", "width", "height", "colour", "made"))


def words(typed: str) -> list[str]:
    """Return the words of what was typed into a search, the first eight: SQLite refuses a question of hundreds.

    Without NUL, which PostgreSQL takes in no text.
    """
    return typed.replace("\x00", "")[:MAX_SEARCH].split()[:MAX_WORDS]


def holding(word: str, *columns: str) -> Q:
    """Return the condition that some of ``columns`` hold ``word``, in any case: SQLite by itself folds ASCII alone."""
    cases = (word, word.lower(), word.upper(), word.capitalize())
    return Q(*((f"{column}__icontains", case) for column in columns for case in dict.fromkeys(cases)), _connector=Q.OR)


class EditionQuerySet(QuerySet[Edition]):
    """Editions by what they are at a moment ``at`` (an aware datetime)."""

    def public(self, language: str | None, at: datetime, within: tuple[datetime, datetime] | None = None) -> Self:
        """Keep what readers may see at ``at`` in ``language``, or with None in any language that is shown.

        ``within`` (first moment, first moment after) keeps those published in a period. A period that is over says more
        than ``at`` does and takes its place: given both bounds, SQLite may walk the index from the wrong one, through
        everything that is newer.
        """
        languages = shown_codes()
        if language is not None:
            languages = [language] if language in languages else []
        public = self.standing().filter(language__in=languages)
        if within is None:
            return public.filter(publish_at__lte=at)
        first, after = within
        if after <= at:
            return public.between(first, after)
        return public.filter(publish_at__gte=first, publish_at__lte=at)

    def withdrawn(self, language: str, at: datetime) -> Self:
        """Keep what was public in ``language`` and was withdrawn."""
        return self.filter(language=language, withdrawn_at__lte=at).begun(at)

    def begun(self, at: datetime) -> Self:
        """Keep what has gone out by ``at`` in a language that is shown: public, or withdrawn since."""
        return self.filter(language__in=shown_codes(), live__isnull=False, publish_at__lte=at)

    def going_out(self) -> Self:
        """Keep what is public, or will be by time alone, in a language that is shown: what files are made ahead for."""
        return self.standing().filter(language__in=shown_codes())

    def scheduled(self, at: datetime) -> Self:
        """Keep what is under embargo at ``at``, soonest first."""
        return self.standing().filter(publish_at__gt=at).order_by("publish_at")

    def standing(self) -> Self:
        """Keep what is public or will be without anybody's doing: live and not withdrawn."""
        return self.filter(live__isnull=False, withdrawn_at__isnull=True)

    def in_state(self, state: str, at: datetime) -> Self:
        """Keep the editions whose ``Edition.state`` at ``at`` is ``state``; for the desk."""
        if state == State.WITHDRAWN:
            return self.filter(withdrawn_at__isnull=False)
        standing = self.filter(withdrawn_at__isnull=True)
        if state == State.PUBLIC:
            return standing.filter(live__isnull=False, publish_at__lte=at)
        if state == State.SCHEDULED:
            return standing.filter(live__isnull=False, publish_at__gt=at)
        if state == State.APPROVED:
            return standing.filter(live__isnull=True, approved__isnull=False)
        return standing.filter(live__isnull=True, approved__isnull=True, stage=Stage(state))

    def stale(self) -> Self:
        """Keep translations that follow an older text than the newest approved one of their original."""
        return self.filter(stale=True)

    def newest_first(self) -> Self:
        """Order for lists; the slug separates releases of the same moment (ids would betray how many there are)."""
        return self.order_by("-publish_at", "slug")

    def between(self, first: datetime, after: datetime) -> Self:
        """Keep those published from ``first`` on and before ``after``."""
        return self.filter(publish_at__gte=first, publish_at__lt=after)

    def about(self, topic: Topic | int) -> Self:
        """Keep those whose release has ``topic``, or the topic with this key."""
        return self.filter(release__topics=topic)

    def also_in(self, language: str, at: datetime, *, begun: bool = False) -> Self:
        """Keep those whose release is public in ``language`` too; with ``begun``, is or was."""
        editions = self.model._default_manager
        there = editions.begun(at).filter(language=language) if begun else editions.public(language, at)
        return self.filter(Exists(there.filter(release=OuterRef("release"))))

    def few(self, language: str, at: datetime, *, topic: int, also: str) -> Self:
        """Keep those in ``language`` about ``topic`` (0 for any) that are public in ``also`` too (empty for any).

        The same as ``about`` and ``also_in``, found from the other end: it gathers the keys of all of them first, which
        is quicker where they are few (docs/decisions/0022).
        """
        from articles.models import Release

        rows = self.model._default_manager.filter(language=language)
        if topic:
            filed = Release.topics.through._default_manager.filter(topic=topic)
            rows = rows.filter(release__in=filed.values("release"))
            rows = rows.also_in(also, at) if also else rows
        elif also:
            rows = rows.filter(release__in=self.model._default_manager.public(also, at).values("release"))
        return self.filter(pk__in=rows.values("pk"))

    def older_than(self, edition: Edition) -> Self:
        """Keep those that come after ``edition`` in ``newest_first`` order."""
        return self.filter(publish_at__lte=edition.publish_at).exclude(
            publish_at=edition.publish_at, slug__lte=edition.slug
        )

    def newer_than(self, edition: Edition) -> Self:
        """Keep those that come before ``edition`` in ``newest_first`` order."""
        return self._before(edition.publish_at, edition.slug)

    def around(self, edition: Edition, at: datetime, newest: int) -> Self:
        """Keep the public edition right before a public ``edition``, the one right after it, and ``newest`` others.

        All in its language, newest first.

        Each is found by a step along the index, whatever lies before and after. What is older than the edition was
        public when that went out, which is the one bound that SQLite is given (see ``public``).
        """
        assert edition.publish_at is not None
        public = self.public(edition.language, at)
        newer = public.newer_than(edition).order_by("publish_at", "-slug")
        older = self.public(edition.language, edition.publish_at)
        older = older.exclude(publish_at=edition.publish_at, slug__lte=edition.slug).newest_first()
        others = public.exclude(pk=edition.pk).newest_first()
        steps = [newer[:1], older[:1], *(others[number : number + 1] for number in range(newest))]
        found = Q(*(Q(pk=Subquery(step.values("pk"))) for step in steps), _connector=Q.OR)
        return cast("Self", self.model._default_manager.filter(found)).newest_first()

    def akin_to(self, edition: Edition, topics: Sequence[Topic]) -> Self:
        """Keep of the newest editions (already limited by ``public``) those that share one of ``topics``, newest first.

        ``AKIN_AMONG`` are looked through and no more: a topic may have a hundred thousand releases, or three of long
        ago, and no page may wait for either. A scalar subquery is asked of each row in turn; ``Exists`` would have
        PostgreSQL make a list of all rows of the topics first (measured: 68 ms with 120,000).
        """
        from articles.models import Release

        filed = Release.topics.through._default_manager.filter(release=OuterRef("release"), topic__in=topics)
        oldest = self.newest_first().values("publish_at")[AKIN_AMONG - 1 : AKIN_AMONG]
        recent = self.filter(publish_at__gte=Coalesce(Subquery(oldest), LONG_AGO)).exclude(pk=edition.pk)
        shared = recent.annotate(shared=Subquery(filed.values("release")[:1])).filter(shared=F("release"))
        return shared.newest_first()

    def with_page_before(self, rows: Self) -> Self:
        """Add ``back``: the slug after which the page of ``rows`` that ends with an edition begins.

        None if that page is the first one.
        """
        newer = rows._before(OuterRef("publish_at"), OuterRef("slug")).order_by("publish_at", "-slug")
        return self.annotate(back=Subquery(newer.values("slug")[PAGE_SIZE - 1 : PAGE_SIZE]))

    def _before(self, publish_at: Any, slug: Any) -> Self:
        return self.filter(publish_at__gte=publish_at).exclude(publish_at=publish_at, slug__gte=slug)

    def for_withdrawal(self) -> Self:
        """Load what is told of a withdrawn edition: whose it is, when it was public, why no more, what replaces it."""
        columns = ("language", "slug", "publish_at", "withdrawn_at", "withdrawal", "withdrawal_note")
        joined = self.select_related("release", "replaced_by")
        return joined.only("release__reference", "replaced_by__reference", *columns)

    def withdrawn_since(self, since: datetime, language: str, at: datetime) -> Self:
        """Keep what was withdrawn from ``since`` on, newest withdrawal first, with whether a replacement is public.

        Found through the audit log, which is indexed by time: the archive is not.
        """
        from articles.models import AuditEntry

        taken_down = AuditEntry.objects.filter(action=Action.WITHDRAW, at__gte=since)
        gone = self.withdrawn(language, at).filter(withdrawn_at__gte=since, release__in=taken_down.values("release"))
        return gone.with_replacement(at).order_by("-withdrawn_at", "slug")

    def with_replacement(self, at: datetime) -> Self:
        """Add ``replacement``: whether what replaces a withdrawn edition is public in any language."""
        public = self.model._default_manager.public(None, at)
        return self.annotate(replacement=Exists(public.filter(release=OuterRef("replaced_by"))))

    def with_return(self) -> Self:
        """Add ``returned_at``: when an edition last became public, having not been so before, at first or restored."""
        from articles.models import Publication

        before = Publication.objects.filter(edition=OuterRef("edition"), public_until=OuterRef("public_from"))
        returns = Publication.objects.filter(~Exists(before), edition=OuterRef("pk")).order_by("-public_from")
        return self.annotate(returned_at=Subquery(returns.values("public_from")[:1]))

    def with_version(self, at: datetime) -> Self:
        """Add ``public_version``, how often by ``at`` a text has begun or ended to be public (one that takes another's
        place counts once), and ``text_since``, when the newest one began.

        Not ``Edition.version``, which counts what the desk does.
        """
        from articles.models import Publication

        begun = Publication.objects.begun(at).filter(edition=OuterRef("pk")).order_by()
        after = Publication.objects.filter(edition=OuterRef("edition"), public_from=OuterRef("public_until"))
        ended = begun.filter(~Exists(after), public_until__lte=at)
        begins, ends = (
            Coalesce(Subquery(rows.values("edition").annotate(number=Count("pk")).values("number")), 0)
            for rows in (begun, ended)
        )
        newest = begun.order_by("-public_from", "-pk").values("public_from")
        return self.annotate(public_version=begins + ends, text_since=Subquery(newest[:1]))

    def with_alternates(self, at: datetime) -> Self:
        """Add slug and date of what is public of the release in each shown language, for ``Edition.alternates``."""
        columns = {}
        for language in shown_codes():
            siblings = self.model._default_manager.public(language, at)
            same = siblings.filter(release=OuterRef("release"))
            columns[f"slug_{suffix(language)}"] = Subquery(same.values("slug")[:1])
            columns[f"publish_at_{suffix(language)}"] = Subquery(same.values("publish_at")[:1])
        return self.annotate(**columns)

    def for_list(self) -> Self:
        """Load what a row of a list shows, and no bodies."""
        return self.select_related("live", "live__photo").only(
            "release",
            "language",
            "slug",
            "publish_at",
            "change",
            "changed_at",
            "live__title",
            "live__lead",
            "live__photo_alt",
            *of_photo("live__photo__"),
        )

    def for_page(self) -> Self:
        """Load what a release's page shows in one query, but for its other languages and its topics."""
        return self.select_related("release", "live", "live__photo").only(
            "language",
            "slug",
            "publish_at",
            "changed_at",
            "withdrawn_at",
            "release__reference",
            "release__original",
            "live__title",
            "live__dateline",
            "live__lead",
            "live__body",
            "live__notes",
            "live__photo_alt",
            "live__photo_caption",
            "live__photo_credit",
            "live__photo_terms",
            *of_photo("live__photo__"),
        )

    def for_link(self) -> Self:
        """Load what a link to a release shows: its date and its headline."""
        return self.select_related("live").only("language", "slug", "publish_at", "live__title")

    def coming(self, at: datetime, until: datetime) -> Self:
        """Keep what is under embargo at ``at`` and goes out by ``until``, soonest first."""
        return self.scheduled(at).filter(publish_at__lte=until)

    def held(self) -> Self:
        """Keep what was scheduled when its release was held, by the moment at which it was to go out."""
        return self.filter(held_for__isnull=False).order_by("held_for")

    def outgoing(self, first: datetime, after: datetime) -> Self:
        """Keep what goes or went out from ``first`` on and before ``after`` and is not withdrawn; for the desk."""
        return self.standing().between(first, after)

    def with_newer_text(self) -> Self:
        """Keep those whose working copy holds another text than the one that goes or went out: newer text waiting."""
        return self.exclude(current=Coalesce(F("live"), F("approved"), F("current")))


class TallyQuerySet(QuerySet[Tally]):
    """Tallies by what readers may know of them."""

    def public(self, at: datetime) -> Self:
        """Keep what counts at ``at``, in languages that are shown; ``EditionQuerySet.public`` says the same of rows."""
        languages = shown_codes()
        return self.filter(language__in=languages, also__in=["", *languages], since__lte=at)


class PublicationQuerySet(QuerySet[Publication]):
    """Publications by what readers get."""

    def at(self, moment: datetime) -> Self:
        """Keep what was public at ``moment``."""
        return self.filter(Q(public_until__isnull=True) | Q(public_until__gt=moment), public_from__lte=moment)

    def begun(self, at: datetime) -> Self:
        """Keep what is or was public by ``at``."""
        return self.filter(public_from__lte=at)

    def to_come(self, at: datetime) -> Self:
        """Keep what is scheduled."""
        return self.filter(public_from__gt=at)

    def told(self, at: datetime) -> Self:
        """Keep the corrections and updates that readers are told of at ``at``, newest first."""
        return self.begun(at).filter(change__in=[Change.CORRECTION, Change.UPDATE]).order_by("-public_from", "-pk")


class FormerAddressQuerySet(QuerySet[FormerAddress]):
    """Former addresses by where they lead."""

    def leading(self, language: str, slug: str, at: datetime) -> Self:
        """Keep the address, if what was there is public or withdrawn at ``at``."""
        return self.filter(
            language=language,
            slug=slug,
            language__in=shown_codes(),
            edition__live__isnull=False,
            edition__publish_at__lte=at,
        )


class PreviewLinkQuerySet(QuerySet[PreviewLink]):
    """Preview links by whether they still open."""

    def alive(self, at: datetime) -> Self:
        """Keep links that are neither expired nor revoked, and after whose making nothing of the edition went out."""
        from articles.models import Publication

        begun = Publication.objects.begun(at).filter(
            edition=OuterRef("revision__edition"), public_from__gt=OuterRef("created_at")
        )
        standing = self.filter(revoked_at__isnull=True, expires_at__gt=at)
        return standing.filter(~Exists(begun), revision__edition__language__in=shown_codes())

    def standing(self, edition: Edition) -> Self:
        """Keep the links to any revision of ``edition`` that nobody has revoked."""
        return self.filter(revision__edition=edition, revoked_at__isnull=True)

    def opening(self, language: str, secret: str, at: datetime) -> Self:
        """Keep the link with ``secret`` if it opens something in ``language``, with all that its page shows."""
        found = self.alive(at).filter(secret=secret, revision__edition__language=language)
        return found.select_related("revision__edition__release", "revision__photo")

    def with_alive(self, at: datetime) -> Self:
        """Add ``opens``: whether a link still opens; those that do come first."""
        alive = self.model._default_manager.alive(at).filter(pk=OuterRef("pk"))
        return self.annotate(opens=Exists(alive)).order_by("-opens", "-created_at", "-pk")


class TopicQuerySet(QuerySet[Topic]):
    """Topics by what readers can find under them."""

    def with_public(self, editions: EditionQuerySet) -> Self:
        """Keep topics under which ``editions`` (already limited by ``public``) holds at least one."""
        return self.filter(Exists(editions.filter(release__topics=OuterRef("pk"))))
