"""The three consent groups that ship, if the site has none yet."""

from django.db import migrations

from newsroom.consent import SHIPPED


def create(apps, schema_editor):
    group_model = apps.get_model("cookie_consent", "CookieGroup")
    if group_model.objects.exists():
        return
    for group in SHIPPED:
        fields = {name: value for name, value in group.items() if name != "cookies"}
        row = group_model.objects.create(is_deletable=not group["is_required"], **fields)
        for name, description in group["cookies"]:
            row.cookie_set.create(name=name, description=description, path="/", domain="")


class Migration(migrations.Migration):
    dependencies = [("cookie_consent", "0004_cookie_natural_key")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
