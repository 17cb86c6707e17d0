"""Write ``requirements.txt`` and ``requirements-dev.txt`` anew from ``pyproject.toml``, with hashes and no host names.

Arguments go to ``uv pip compile``: ``--upgrade`` for the newest versions, ``--upgrade-package django`` for one; without
them a version stays as it is as long as ``pyproject.toml`` allows it.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Both files hold for every supported Python: uv resolves from this one up to requires-python's end.
OLDEST_PYTHON = "3.11"
COMPILE = (
    *("-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--no-header", "--universal"),
    *("--python-version", OLDEST_PYTHON, "--generate-hashes"),
)
# A host name would tie the files to one package index.
ADDRESS = re.compile(r"://|^\s*--?(?:i|index-url|extra-index-url|find-links|trusted-host)\b", re.MULTILINE)


def compile_file(name: str, *arguments: str) -> None:
    """Compile the requirements file ``name``; raise ``SystemExit`` when it came out with an address in it."""
    subprocess.run([sys.executable, *COMPILE, "--output-file", name, *arguments], check=True, cwd=ROOT)
    if found := ADDRESS.search((ROOT / name).read_text(encoding="utf-8")):
        raise SystemExit(f"{name} names an address ({found.group().strip()}): unset UV_* and try again.")


if __name__ == "__main__":
    compile_file("requirements.txt", *sys.argv[1:])
    # The runtime pins bind development too, so that the tests run what production runs.
    compile_file("requirements-dev.txt", "--group", "dev", "--constraint", "requirements.txt", *sys.argv[1:])
