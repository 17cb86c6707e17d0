"""French dates as French press offices print them: a day of two digits, ``05 février 2018``.

Read by Django through ``FORMAT_MODULE_PATH``; what is not named here stays as Django has it.
"""

DATE_FORMAT = "d F Y"
DATETIME_FORMAT = "d F Y H:i"
