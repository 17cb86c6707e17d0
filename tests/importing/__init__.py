"""Tests of the readers for releases that come in as files."""
