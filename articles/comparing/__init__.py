"""What differs between two texts: between two revisions of one language, word by word, or between an original and its
translation, block by block. Pure functions: texts in, rows and safe HTML out, no database.

The HTML of a difference holds escaped words, ``<ins>`` and ``<del>``, and nothing else; the template around it sets
``lang`` and ``dir``. What is added to the words so that a change can be seen is in ``signs.py``.
"""

from articles.comparing.aligning import Change, Pair, aligned, changed_blocks
from articles.comparing.blocks import Block, blocks
from articles.comparing.structure import side_by_side
from articles.comparing.texts import FieldDiff, compared
from articles.comparing.wording import word_diff

__all__ = [
    "Block",
    "Change",
    "FieldDiff",
    "Pair",
    "aligned",
    "blocks",
    "changed_blocks",
    "compared",
    "side_by_side",
    "word_diff",
]
