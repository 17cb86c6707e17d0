"""What is live already was published once, and a working copy follows what its newest revision translates."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

PUBLICATIONS = """
INSERT INTO articles_publication (edition_id, revision_id, public_from, public_until, change, note)
SELECT id, live_id, publish_at, withdrawn_at, '', '' FROM articles_edition WHERE live_id IS NOT NULL
"""


def follow(apps, schema_editor):
    editions = apps.get_model("articles", "Edition").objects.using(schema_editor.connection.alias)
    revisions = apps.get_model("articles", "Revision").objects.using(schema_editor.connection.alias)
    current = revisions.filter(pk=OuterRef("current_id"), source__isnull=False)
    editions.filter(current__source__isnull=False).update(source_id=Subquery(current.values("source_id")[:1]))


class Migration(migrations.Migration):

    dependencies = [("articles", "0002_desk")]

    operations = [
        migrations.RunSQL(PUBLICATIONS, "DELETE FROM articles_publication"),
        migrations.RunPython(follow, migrations.RunPython.noop),
    ]
