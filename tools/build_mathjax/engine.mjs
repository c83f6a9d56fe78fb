// What Python calls: one TeX formula in, its SVG and its MathML out, as one JSON string.
import { mathjax } from "@mathjax/src/js/mathjax.js";
import { liteAdaptor } from "@mathjax/src/js/adaptors/liteAdaptor.js";
import { STATE } from "@mathjax/src/js/core/MathItem.js";
import { RegisterHTMLHandler } from "@mathjax/src/js/handlers/html.js";
import { TeX } from "@mathjax/src/js/input/tex.js";
import { ParseUtil } from "@mathjax/src/js/input/tex/ParseUtil.js";
import { MapHandler } from "@mathjax/src/js/input/tex/MapHandler.js";
import { SVG } from "@mathjax/src/js/output/svg.js";
import { MathJaxMhchemFontExtension } from "@mathjax/mathjax-mhchem-font-extension/js/svg.js";
import { MathJaxNewcmFont } from "@mathjax/mathjax-newcm-font/js/svg.js";
import "@mathjax/src/js/input/tex/ams/AmsConfiguration.js";
import "@mathjax/src/js/input/tex/amscd/AmsCdConfiguration.js";
import "@mathjax/src/js/input/tex/boldsymbol/BoldsymbolConfiguration.js";
import "@mathjax/src/js/input/tex/braket/BraketConfiguration.js";
import "@mathjax/src/js/input/tex/cancel/CancelConfiguration.js";
import "@mathjax/src/js/input/tex/cases/CasesConfiguration.js";
import "@mathjax/src/js/input/tex/centernot/CenternotConfiguration.js";
import "@mathjax/src/js/input/tex/color/ColorConfiguration.js";
import "@mathjax/src/js/input/tex/configmacros/ConfigMacrosConfiguration.js";
import "@mathjax/src/js/input/tex/enclose/EncloseConfiguration.js";
import "@mathjax/src/js/input/tex/extpfeil/ExtpfeilConfiguration.js";
import "@mathjax/src/js/input/tex/gensymb/GensymbConfiguration.js";
import "@mathjax/src/js/input/tex/mathtools/MathtoolsConfiguration.js";
import "@mathjax/src/js/input/tex/mhchem/MhchemConfiguration.js";
import "@mathjax/src/js/input/tex/newcommand/NewcommandConfiguration.js";
import "@mathjax/src/js/input/tex/textcomp/TextcompConfiguration.js";
import "@mathjax/src/js/input/tex/textmacros/TextMacrosConfiguration.js";
import "@mathjax/src/js/input/tex/unicode/UnicodeConfiguration.js";
import "@mathjax/src/js/input/tex/upgreek/UpgreekConfiguration.js";
import { PARTS } from "./fonts.mjs";
import { CleanMathML } from "./mathml.mjs";

// Not here on purpose: html, require, autoload, setoptions, action, bbox (they link, load or set
// styles), noerrors and noundefined (they hide mistakes), physics (it redefines \div and others).
const PACKAGES = [
  "base", "ams", "amscd", "boldsymbol", "braket", "cancel", "cases", "centernot", "color",
  "configmacros", "enclose", "extpfeil", "gensymb", "mathtools", "mhchem", "newcommand",
  "textcomp", "textmacros", "unicode", "upgreek",
];
const BLOCKED = ["unicode", "href"]; // a font by its name, a link
const UNSAFE = new Set(["class", "fontfamily", "href", "id", "style"]); // in \mmlToken
const USER_MAPS = ["new-Delimiter", "new-Command", "new-Environment"];
const MAX_MACROS = 2000; // expansions in one formula
const MAX_BUFFER = 20 * 1024; // characters of TeX after expansion
const EM = 16;
const RULE = 50; // thickness of table rules, as fractions have it in this font

globalThis.console ??= { log() {}, info() {}, warn() {}, error() {} };
mathjax.asyncIsSynchronous = true;
mathjax.asyncLoad = (name) => PARTS[name.replace(/^.*\//, "").replace(/\.js$/, "")]();

ParseUtil.mmlFilterAttribute = (_parser, name, value) => (UNSAFE.has(name) ? null : value);

class Adaptor {
  // The one thing the parser cannot know: how wide the book's font sets a text.
  static make() {
    const adaptor = liteAdaptor();
    adaptor.nodeSize = (node) => [measure(adaptor.textContent(node)), 0];
    return adaptor;
  }
}

// Widths in em of the characters beyond ASCII that the formula may need; others count as 1 em.
let widths = {};

function measure(text) {
  return [...text].reduce((sum, char) => sum + (widths[char] ?? 1), 0);
}

function keepParts(font) {
  for (const name of Object.keys(font.dynamicFiles)) {
    if (!PARTS[name]) delete font.dynamicFiles[name];
  }
}

function press(macros) {
  const adaptor = Adaptor.make();
  RegisterHTMLHandler(adaptor);
  const tex = new TeX({
    packages: PACKAGES,
    macros,
    maxMacros: MAX_MACROS,
    maxBuffer: MAX_BUFFER,
    formatError: (_jax, error) => { throw error; },
  });
  for (const name of BLOCKED) forget(tex, name);
  const svg = new SVG({
    fontData: MathJaxNewcmFont,
    fontCache: "none",
    linebreaks: { inline: false },
    displayOverflow: "overflow",
  });
  svg.addExtension(MathJaxMhchemFontExtension);
  const page = mathjax.document("", { InputJax: tex, OutputJax: svg });
  return { adaptor, tex, svg, page, mathml: new CleanMathML() };
}

function forget(tex, name) {
  for (const map of macroMaps(tex)) map.map?.delete(name);
}

function macroMaps(tex) {
  return [...tex.parseOptions.handlers.get("macro")._configuration]
    .map((entry) => entry.item ?? entry);
}

function formula(press, tex, display) {
  for (const name of USER_MAPS) MapHandler.getMap(name)?.map.clear();
  const math = new press.page.options.MathItem(tex, press.tex, display);
  math.setMetrics(EM, EM * press.svg.font.params.x_height, 80 * EM, 1);
  math.compile(press.page);
  math.typeset(press.page);
  const mathml = press.mathml.visitTree(math.root);
  const svg = press.adaptor.tags(math.typesetRoot, "svg")[0];
  ruleTables(press.adaptor, svg);
  dropNotes(press.adaptor, svg);
  return { svg: press.adaptor.serializeXML(svg), mathml };
}

// MathJax leaves the width and the dashes of table rules to a style sheet; here they stand in
// the drawing itself (thousandths of an em).
function ruleTables(adaptor, svg) {
  for (const kind of ["line", "rect"]) {
    for (const rule of adaptor.tags(svg, kind)) ruleTable(adaptor, rule);
  }
}

function ruleTable(adaptor, rule) {
  if (!adaptor.hasAttribute(rule, "data-line") && !adaptor.hasAttribute(rule, "data-frame")) return;
  const style = adaptor.getAttribute(rule, "class") ?? "";
  adaptor.setAttribute(rule, "stroke-width", RULE);
  adaptor.setAttribute(rule, "fill", "none");
  if (style.includes("mjx-dashed")) adaptor.setAttribute(rule, "stroke-dasharray", "140");
  if (style.includes("mjx-dotted")) {
    adaptor.setAttribute(rule, "stroke-linecap", "round");
    adaptor.setAttribute(rule, "stroke-dasharray", "0,140");
  }
}

// `data-latex` and its kind: nobody reads them here, and they double the size
function dropNotes(adaptor, node) {
  for (const { name } of adaptor.allAttributes(node)) {
    if (name.startsWith("data-")) adaptor.removeAttribute(node, name);
  }
  for (const child of adaptor.childNodes(node)) {
    if (!adaptor.kind(child).startsWith("#")) dropNotes(adaptor, child);
  }
}

let current = null;

globalThis.start = (macros) => {
  keepParts(MathJaxNewcmFont);
  current = press(JSON.parse(macros));
};

globalThis.convert = (tex, display, table) => {
  widths = JSON.parse(table);
  try {
    return JSON.stringify(formula(current, tex, display));
  } catch (error) {
    if (error.id === undefined) throw error;
    return JSON.stringify({ error: error.message, kind: error.id });
  }
};

globalThis.controlWords = () => {
  const names = macroMaps(current.tex).flatMap((map) => [...(map.map?.keys() ?? [])]);
  return JSON.stringify([...new Set(names)].sort());
};
