"""Remembers how texts were shaped, so that none is shaped twice.

WeasyPrint 70 lays the text of columns, tables and floats out several times, and sets up Pango anew
for each piece of text (`weasyprint/text/line_break.py`). Here the line that begins a text in a
style and a width is kept by these three, and what a style means for Pango is told once.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from typing import Any
from unittest.mock import patch

from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.fonts import font_features, get_font_description

LONGEST = 1500  # letters of a text that is remembered; a key holds all that is left of a text
MOST = 4_000_000  # letters in all; about as many bytes for Latin, twice as many for Hangul
# all that `split_first_line` and `Layout` ask of a style besides its typeface
ASKED = (
    *("font_size", "line_height", "direction", "font_kerning", "white_space", "tab_size"),
    *("word_break", "overflow_wrap", "letter_spacing", "word_spacing", "text_decoration_line"),
    *("hyphens", "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone"),
)
VARIANTS = (
    *("font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps"),
    *("font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    "font_feature_settings",
)

Split = Callable[..., Any]


class _Dress:
    """What a style means for Pango."""

    def __init__(self, style: Any) -> None:
        self.context = ffi.gc(
            pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
        )
        pango.pango_context_set_round_glyph_positions(self.context, False)
        pango.pango_context_set_base_dir(self.context, PANGO_DIRECTION[style["direction"]])
        self.language = _language(style)
        if self.language:
            pango.pango_context_set_language(self.context, self.language)
        else:
            self.language = pango.pango_language_get_default()
        self.font = get_font_description(style)
        features = font_features(*(style[name] for name in VARIANTS))
        self.features = ",".join(f"{key} {value}" for key, value in features.items()).encode()


def _language(style: Any) -> Any:
    asked = style["font_language_override"]
    name = style["lang"] if asked == "normal" else LST_TO_ISO.get(asked.lower(), asked)
    return pango.pango_language_from_string(ffi.new("char[]", name.encode())) if name else None


class Memory:
    """Lines and styles of all units that are set with the same typefaces."""

    def __init__(self) -> None:
        self._lines: dict[Any, Any] = {}
        self._letters = 0  # of the texts in it
        self._dresses: dict[Any, _Dress] = {}
        self._face_key = line_break._font_style_cache_key
        self._set_up = line_break.Layout.setup
        self._strut = line_break.strut

    @contextmanager
    def used(self) -> Iterator[None]:
        """Lay out with what is remembered, and remember more."""

        def set_up(layout: Any, style: Any) -> None:
            self.set_up(layout, style)

        with ExitStack() as patches:
            patches.enter_context(patch.object(line_break, "_font_style_cache_key", self.face_key))
            patches.enter_context(patch.object(line_break.Layout, "setup", set_up))
            patches.enter_context(patch.object(inline, "create_layout", _spread))
            patches.enter_context(patch.object(inline, "strut", self.strut))
            yield

    def face_key(self, style: Any, include_size: bool = False) -> str:
        """The typeface of a style, whose size may still be being worked out from it."""
        name = "sized_face_key" if include_size else "face_key"
        found = style.__dict__.get(name)
        if found is None:
            found = style.__dict__[name] = self._face_key(style, include_size)
        return str(found)

    def strut(self, style: Any) -> tuple[float, float]:
        """The height of a line in a style, and its baseline."""
        found = style.__dict__.get("line_strut")
        if found is None:
            found = style.line_strut = self._strut(style)
        height, baseline = found
        return height, baseline

    def key(self, style: Any) -> str:
        """What two styles share that shape and break a text alike."""
        found = style.__dict__.get("text_key")
        if found is None:
            told = [self.face_key(style), *(str(style[name]) for name in ASKED)]
            found = style.text_key = "\0".join(told)
        return str(found)

    def split(self, split: Split, text: str, style: Any, context: Any, *rest: Any) -> Any:
        """The first line of a text, by `split` where it is not known."""
        if len(text) > LONGEST:
            return split(text, style, context, *rest)
        key = (text, self.key(style), *rest)
        found = self._lines.get(key)
        if found is None:
            self._letters += len(text)
            if self._letters > MOST:
                self._lines.clear()
                self._letters = len(text)
            found = self._lines[key] = split(text, style, context, *rest)
        layout, *size = found
        return copy(layout), *size  # what draws a line may give its layout another text

    def set_up(self, layout: Any, style: Any) -> None:
        """`Layout.setup`; decorated text, which needs more of its typeface, as ever."""
        if style["text_decoration_line"] != "none":
            self._set_up(layout, style)
            return
        # no more than this: a line's height may still be being worked out by it, as in `4ex`
        key = self.face_key(style), style["font_size"], style["direction"], style["font_kerning"]
        dress = self._dresses.get(key)
        if dress is None:
            dress = self._dresses[key] = _Dress(style)
        layout.style = style
        layout.first_line_direction = 0
        layout.language = dress.language
        layout.ascent = layout.underline_position = layout.strikethrough_position = None
        layout.layout = ffi.gc(pango.pango_layout_new(dress.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout.layout, False)
        pango.pango_layout_set_font_description(layout.layout, dress.font)
        if dress.features:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            feature = pango.pango_attr_font_features_new(dress.features)
            pango.pango_attr_list_insert(attributes, feature)
            pango.pango_layout_set_attributes(layout.layout, attributes)


def _spread(
    text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float
) -> Any:
    """The layout of a text whose blanks are widened; it is shaped when it is drawn."""
    if style["text_decoration_line"] != "none":
        return line_break.create_layout(text, style, context, max_width, justification_spacing)
    layout = line_break.Layout.__new__(line_break.Layout)
    layout.text, layout.max_width = text, max_width
    layout.justification_spacing, layout.first_line_direction = justification_spacing, 0
    layout.layout = layout.language = layout.style = None  # for `deactivate`
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    return layout
