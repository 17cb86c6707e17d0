"""The three consent groups that ship, if the site has none yet."""

from django.db import migrations

from newsroom.consent import create_shipped


def create(apps, schema_editor):
    create_shipped(apps.get_model("cookie_consent", "CookieGroup"))


class Migration(migrations.Migration):
    dependencies = [("cookie_consent", "0004_cookie_natural_key")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
