"""Pictures in and out: what came in is opened in a bounded process, and what goes out is made anew from its pixels.

Bytes in, bytes out; no database and no storage: docs/decisions/0029. ``developing`` is what the rest of newsroom calls.
This module stays empty of imports: the process that works knows nothing of Django.
"""
