"""Static files as they are collected: what our modules import has the digest in its name."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

from newsroom.storage import ModuleStaticFilesStorage

MODULES = ("newsroom/consent.js", "newsroom/statistics.js")


@pytest.fixture
def collected(tmp_path: Path, settings: Any) -> ModuleStaticFilesStorage:
    """The two modules and nothing else, collected."""
    settings.STATIC_ROOT = tmp_path
    storage = ModuleStaticFilesStorage(location=str(tmp_path))
    sources = {}
    for name in MODULES:
        source = Path(str(finders.find(name)))
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(source.read_bytes())
        sources[name] = (FileSystemStorage(location=str(tmp_path)), name)
    failed = [result for _name, _hashed, result in storage.post_process(sources) if isinstance(result, Exception)]
    assert failed == []
    return storage


def test_a_module_is_imported_by_the_name_under_which_pages_load_it(collected: ModuleStaticFilesStorage) -> None:
    text = Path(collected.path(collected.stored_name("newsroom/statistics.js"))).read_text(encoding="utf-8")
    imported = re.findall(r'^import .* from "\./([^"]+)";', text, re.MULTILINE)
    assert [f"newsroom/{name}" for name in imported] == [collected.stored_name("newsroom/consent.js")]
    assert imported != ["consent.js"]
