"""The cookies that ship, with durations and parties; texts that named a duration say what the cookie is for."""

from django.db import migrations

from newsroom.shipped import complete_shipped

# As they stood until now; a text that somebody wrote at the desk is left alone.
FORMER = {
    "cookie_consent": (
        "Remembers your choice on this page, for six months.",
        "Remembers your choice on this page.",
    ),
    "sessionid": (
        "Keeps members of staff signed in, for one working day.",
        "Keeps members of staff signed in.",
    ),
    "csrftoken": (
        "Protects the forms of members of staff, for one year.",
        "Protects the forms of members of staff.",
    ),
}


def complete(apps, schema_editor):
    cookies = apps.get_model("cookie_consent", "Cookie").objects
    for name, (former, text) in FORMER.items():
        cookies.filter(name=name, description=former).update(description=text)
    complete_shipped(apps.get_model("cookie_consent", "CookieGroup"), apps.get_model("newsroom", "CookieDetail"))


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0002_cookie_details")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
