"""How many releases readers find under what: tallies, and what each release was counted as."""

from datetime import UTC, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.release import Release
from articles.querysets import TallyQuerySet

LONG_AGO = datetime(1800, 1, 1, tzinfo=UTC)
"""The moment under which everything is counted that has been public for so long that its moment does not matter."""


class Tally(models.Model):
    """How many editions in ``language`` are public from ``since`` on, under one combination of filters.

    ``also``: only those whose release is public in that language too; empty for all. ``topic``: the key of one, 0 for
    all; no foreign key, because its row would then be locked with every publication. ``year`` and ``month`` in the
    newsroom's zone: both 0 for all time, month 0 for a whole year. ``articles.counts`` alone writes this.
    """

    language = models.CharField(max_length=10)
    also = models.CharField(max_length=10, blank=True, default="")
    topic = models.BigIntegerField(default=0)
    year = models.PositiveSmallIntegerField(default=0)
    month = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(default=LONG_AGO)
    number = models.IntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        default_permissions = ()
        constraints = [
            # In the order in which the options of each filter are looked up: docs/decisions/0022.
            models.UniqueConstraint(
                fields=["language", "month", "also", "topic", "year", "since"], name="tally_of_one_combination"
            ),
        ]
        indexes = [models.Index(fields=["since"], name="tally_since")]

    def __str__(self) -> str:
        return f"{self.language} {self.also} {self.topic} {self.year}-{self.month}: {self.number}"


class Counted(models.Model):
    """What a release is counted as, so that counting it anew changes the tallies by the difference.

    ``filed``: its topics' keys, and the moment of each language that is public or scheduled (``counts.Filed``). No
    constraint: who counts everything must not wait for a release that a verb holds while it waits to be counted.
    """

    release = models.OneToOneField(
        Release, on_delete=models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )
    filed = models.JSONField()

    class Meta:
        verbose_name = _("counted release")
        verbose_name_plural = _("counted releases")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.release_id}"


class Count(models.Model):
    """One row, locked by whoever changes the tallies.

    ``zone``: whose months they are. ``folded_until``: moments until then count as ``LONG_AGO``.
    """

    zone = models.CharField(max_length=64, blank=True, default="")
    folded_until = models.DateTimeField(default=LONG_AGO)

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("count")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="count_is_one_row")]

    def __str__(self) -> str:
        return self.zone
