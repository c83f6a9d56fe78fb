// The parts of the NewCM font that are read only when a formula needs a glyph of them.
// Left out: alphabets no formula uses (Arabic, Braille, Cherokee, Cyrillic, Devanagari, Hebrew,
// phonetics, accented Latin in sans serif and typewriter). A character of a part that is not here
// is drawn in the book's text font.
export const PARTS = {
  "accents": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/accents.js"),
  "accents-b-i": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/accents-b-i.js"),
  "arrows": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/arrows.js"),
  "calligraphic": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/calligraphic.js"),
  "double-struck": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/double-struck.js"),
  "fraktur": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/fraktur.js"),
  "greek": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/greek.js"),
  "latin": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/latin.js"),
  "marrows": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/marrows.js"),
  "math": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/math.js"),
  "monospace": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/monospace.js"),
  "mshapes": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/mshapes.js"),
  "sans-serif": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/sans-serif.js"),
  "script": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/script.js"),
  "shapes": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/shapes.js"),
  "symbols": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/symbols.js"),
  "symbols-b-i": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/symbols-b-i.js"),
  "variants": () => require("@mathjax/mathjax-newcm-font/js/svg/dynamic/variants.js"),
};
