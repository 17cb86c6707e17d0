"""Fact boxes and pull quotes, for which Markdown has no sign: quotations that begin with ``[!FACTS]`` or ``[!QUOTE]``.

The form is that of the alerts which many programs know (``> [!NOTE]``); whoever knows none shows a quotation.
"""

import re

from articles.importing.html_blocks import Block, Piece, bare_element, cut

MARK = re.compile(r"\[!(FACTS|QUOTE)\]\s*")


def boxed(block: Block) -> Block:
    """Return a quotation that is marked as a fact box or pull quote as that; any other block as it is."""
    if block.name != "blockquote" or len(block.pieces) < 3 or block.pieces[2].is_tag:
        return block
    found = MARK.match(block.pieces[2].text)
    if not found:
        return block
    opening, *within = cut(block.pieces[:-1], found.end())
    if found[1] == "QUOTE":
        return Block("aside", tuple(bare_element("aside", [opening, *within, block.pieces[-1]])))
    start = Piece(opening.text.replace("<blockquote", "<aside", 1), is_tag=True)
    return Block("aside", (start, *within, Piece("</aside>", is_tag=True)))
