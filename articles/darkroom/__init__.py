"""Pictures in and out: what came in is opened in a bounded process, and everything that goes out is made from its pixels.

Bytes in, bytes out; no database and no storage: docs/decisions/0029. ``developing`` is what the rest of newsroom calls.
This module stays empty of imports: the process that works knows nothing of Django.
"""
