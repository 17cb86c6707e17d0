"""The read-only JSON API, version 1: docs/features/api.md for its users, ``openapi.json`` for their machines.

``views`` answer, ``parameters`` read what was asked, ``streams`` say which editions and in what order, ``shapes`` what
an answer says of them, ``answers`` how anything is said at all.
"""
