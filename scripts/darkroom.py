"""What it takes to develop pictures: ``python scripts/darkroom.py FILE...``.

Prints for each file, and for each set of what is made of it, the seconds of the processor and the most memory that the
process took, and the kilobytes of what came out.
"""

import os
import resource
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")


def measured(path: Path, wanted: str) -> str:
    """Return a line about the process that makes ``wanted`` of the picture at ``path``."""
    from articles.darkroom.developing import ImageProblem, develop

    with path.open("rb") as file:
        try:
            made = develop(file, (wanted,)).made
            out = " ".join(f"{one.name}:{len(one.data) // 1024}" for one in made)
        except ImageProblem as problem:
            out = str(problem)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return f"{path.name} {wanted}: {used.ru_utime + used.ru_stime:.2f} s, {used.ru_maxrss // 1024} MB; {out}"


def main(paths: list[str]) -> None:
    """Measure every picture in a process of its own: the memory of children is known as the most of all of them."""
    django.setup()
    for path in paths:
        for wanted in ("base", "avif", "social"):
            child = os.fork()
            if not child:
                print(measured(Path(path), wanted), flush=True)
                os._exit(0)
            os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
