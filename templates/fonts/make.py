#!/usr/bin/env python3
"""Makes the fonts of this folder from those of Debian's fonts-noto-core and fonts-noto-mono (see README.md).

Usage: pip install fonttools==4.68.0; apt-get install fonts-noto-core fonts-noto-mono; python3 make.py
"""

import pathlib

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

SOURCE = pathlib.Path("/usr/share/fonts/truetype/noto")
HERE = pathlib.Path(__file__).parent

LATIN = [(0x20, 0x7E), (0xA0, 0x2AF), (0x2B0, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF),
         (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF),
         (0x2200, 0x22FF), (0x25A0, 0x25FF), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD)]
CODE = [(0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x2000, 0x206F), (0x20AC, 0x20AC),
        (0x2190, 0x2199), (0x2500, 0x25FF), (0xFFFD, 0xFFFD)]
ALL = [(0x20, 0x10FFFF)]
SYMBOLS = [(0x2190, 0x21FF), (0x2300, 0x23FF), (0x2400, 0x2426), (0x2460, 0x24FF), (0x25A0, 0x25FF), (0x2600, 0x26FF),
           (0x2700, 0x27BF), (0x2B00, 0x2BFF), (0x1F100, 0x1F1FF), (0x1F300, 0x1F5FF), (0x1F600, 0x1F64F),
           (0x1F680, 0x1F6FF), (0x1F780, 0x1F7FF), (0x1F900, 0x1F9FF)]
MATH = [(0x2190, 0x21FF), (0x2200, 0x22FF)]
# No ligatures in Latin, so that a letter is a glyph and a word can end a line after any of them.
PLAIN = ["kern", "mark", "mkmk", "ccmp", "locl"]

FONTS = [
    ("NotoSans-Regular", LATIN, PLAIN), ("NotoSans-Bold", LATIN, PLAIN), ("NotoSans-Italic", LATIN, PLAIN),
    ("NotoSans-BoldItalic", LATIN, PLAIN), ("NotoSansMono-Regular", CODE, ["mark", "mkmk", "ccmp"]),
    ("NotoSansArabic-Regular", ALL, ["*"]), ("NotoSansArmenian-Regular", ALL, ["*"]),
    ("NotoSansDevanagari-Regular", ALL, ["*"]), ("NotoSansGeorgian-Regular", ALL, ["*"]),
    ("NotoSansHebrew-Regular", ALL, ["*"]), ("NotoSansThai-Regular", ALL, ["*"]),
    ("NotoSansMath-Regular", MATH, []), ("NotoSansSymbols-Regular", SYMBOLS, []), ("NotoSansSymbols2-Regular", SYMBOLS, []),
]
# Boxes that stand for characters which no font here has. There are many of one look, so that each character has a
# glyph, and so a name, of its own: then what is copied is the character, also in readers that know no ActualText.
BOXES = 2048


def make(name, ranges, features):
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "MATH", "meta"]
    font = TTFont(SOURCE / f"{name}.ttf", recalcTimestamp=False)
    known = font.getBestCmap()
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for code in known if any(low <= code <= high for low, high in ranges)])
    subsetter.subset(font)
    font.save(HERE / f"{name}.ttf")


def boxes():
    pen = TTGlyphPen(None)
    for corners in [(60, 0, 540, 700), (110, 50, 490, 650)]:
        left, low, right, high = corners
        ring = [(left, low), (left, high), (right, high), (right, low)]
        ring = ring if left == 60 else ring[::-1]
        pen.moveTo(ring[0])
        for point in ring[1:]:
            pen.lineTo(point)
        pen.closePath()
    box = pen.glyph()
    names = [".notdef"] + [f"box{at}" for at in range(BOXES)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x25A1: "box0"})
    glyphs = {".notdef": box, "box0": box}
    for name in names[2:]:
        pen = TTGlyphPen(glyphs)
        pen.addComponent("box0", (1, 0, 0, 1, 0, 0))
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (600, 60) for name in names})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Isms Boxes", "styleName": "Regular", "psName": "IsmsBoxes-Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.font.save(HERE / "IsmsBoxes-Regular.ttf")


for each in FONTS:
    make(*each)
boxes()
