"""What the world's machines have not been told yet: an outbox."""

from django.db import models
from django.utils import timezone

from articles.enums import Service
from articles.models.release import Edition


class Announcement(models.Model):
    """A change of a public edition that a service has still to be told of; the row goes when it has been.

    ``due_at``: from when on. ``attempts`` have failed; there is none until ``retry_at``. Written by ``articles.hubs``,
    in the transaction of the verb that made the change: it exists if and only if the change was made.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    service = models.CharField(max_length=10, choices=Service.choices)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "service"], name="one_announcement_per_edition_and_service")
        ]
        indexes = [models.Index(fields=["due_at"], name="announcement_due")]

    def __str__(self) -> str:
        return f"{self.service} {self.edition_id}"
