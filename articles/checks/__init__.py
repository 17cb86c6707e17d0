"""Checks a text before it is approved: against its original, and against the customs of its own language.

Pure: nothing here asks the database. ``check`` tells what it finds, ``corrected`` repairs the typography.
"""

from articles.checks.checking import check
from articles.checks.material import Attached, Finding, Kind, Material, Name, Picture
from articles.checks.typography import corrected

__all__ = ["Attached", "Finding", "Kind", "Material", "Name", "Picture", "check", "corrected"]
