"""Arabic moments in Arabic order: Django has a form for Arabic dates and none for date with time.

Read by Django through ``FORMAT_MODULE_PATH``; what is not named here stays as Django has it.
"""

DATETIME_FORMAT = "j F، Y، H:i"
