"""Readers for releases that come in as files: bytes in, parsed text out, no database."""

from articles.importing.parsed import ImportProblem, ParsedRelease
from articles.importing.reading import read_file

__all__ = ["ImportProblem", "ParsedRelease", "read_file"]
