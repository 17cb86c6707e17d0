"""Draw the site's icons anew into newsroom/static/newsroom/: run it after changing the sign, and commit what it writes.

The sign is a page of the newsroom: a headline, a date in the margin, the lines of a text. One list of bars makes all.
"""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "newsroom" / "static" / "newsroom"
GRID = 32  # units on a side
FIELD, SIGN = "#0b4f7d", "#ffffff"
CORNER = 5  # units
# x, y, width, height in units.
BARS = ((6, 7, 20, 4), (6, 15, 5, 2), (13, 15, 13, 2), (13, 19, 13, 2), (13, 23, 9, 2))
SAFE = 0.8  # share of a maskable icon's width that no mask cuts off (W3C App Manifest)


def vector() -> str:
    """Return the sign as SVG."""
    bars = "".join(f"M{x} {y}h{width}v{height}h-{width}z" for x, y, width, height in BARS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}">'
        f'<rect width="{GRID}" height="{GRID}" rx="{CORNER}" fill="{FIELD}"/><path fill="{SIGN}" d="{bars}"/></svg>\n'
    )


def picture(side: int, *, share: float = 1.0, corner: int = 0) -> Image.Image:
    """Return the sign ``side`` pixels wide, on ``share`` of the width, the field's corners ``corner`` units round."""
    fine = 4 * side  # drawn larger and made smaller: smooth edges
    image = Image.new("RGBA", (fine, fine))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, fine - 1, fine - 1), corner * fine / GRID, FIELD)
    unit, margin = fine * share / GRID, fine * (1 - share) / 2
    for x, y, width, height in BARS:
        box = (x, y, x + width, y + height)
        left, top, right, bottom = (margin + unit * end for end in box)
        draw.rectangle((left, top, right - 1, bottom - 1), SIGN)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def main() -> None:
    """Write every icon."""
    (FOLDER / "icon.svg").write_text(vector(), encoding="utf-8")
    drawn = {
        "icon-180.png": picture(180),  # iOS rounds the corners itself
        "icon-192.png": picture(192, corner=CORNER),
        "icon-512.png": picture(512, corner=CORNER),
        "icon-maskable-512.png": picture(512, share=SAFE),
    }
    for name, image in drawn.items():
        image.quantize(64).save(FOLDER / name, optimize=True)
    picture(48, corner=CORNER).save(FOLDER / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])


if __name__ == "__main__":
    main()
