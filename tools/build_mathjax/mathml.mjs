// MathML that a reading system without `mathvariant` shows rightly: styled letters become the
// Unicode letters they are, and only attributes that MathML 3 knows and we want are written.
import { TEXCLASS } from "@mathjax/src/js/core/MmlTree/MmlNode.js";
import { SerializedMmlVisitor } from "@mathjax/src/js/core/MmlTree/SerializedMmlVisitor.js";

const KEEP = new Set([
  "accent", "accentunder", "align", "close", "columnalign", "columnlines", "columnspacing",
  "columnspan", "depth", "display", "displaystyle", "fence", "form", "frame", "height", "largeop",
  "linethickness", "lspace", "mathcolor", "mathsize", "maxsize", "minsize", "movablelimits",
  "notation", "rowalign", "rowlines", "rowspacing", "rowspan", "rspace", "scriptlevel",
  "separator", "stretchy", "symmetric", "voffset", "width",
]);

// first capital, first small letter, first digit, first Greek capital, first Greek small letter
const ALPHABETS = {
  "bold": [0x1d400, 0x1d41a, 0x1d7ce, 0x1d6a8, 0x1d6c2],
  "italic": [0x1d434, 0x1d44e, 0, 0x1d6e2, 0x1d6fc],
  "bold-italic": [0x1d468, 0x1d482, 0x1d7ce, 0x1d71c, 0x1d736],
  "script": [0x1d49c, 0x1d4b6, 0, 0, 0],
  "bold-script": [0x1d4d0, 0x1d4ea, 0, 0, 0],
  "fraktur": [0x1d504, 0x1d51e, 0, 0, 0],
  "bold-fraktur": [0x1d56c, 0x1d586, 0, 0, 0],
  "double-struck": [0x1d538, 0x1d552, 0x1d7d8, 0, 0],
  "sans-serif": [0x1d5a0, 0x1d5ba, 0x1d7e2, 0, 0],
  "bold-sans-serif": [0x1d5d4, 0x1d5ee, 0x1d7ec, 0x1d756, 0x1d770],
  "sans-serif-italic": [0x1d608, 0x1d622, 0x1d7e2, 0, 0],
  "sans-serif-bold-italic": [0x1d63c, 0x1d656, 0x1d7ec, 0x1d790, 0x1d7aa],
  "monospace": [0x1d670, 0x1d68a, 0x1d7f6, 0, 0],
};
// letters that Unicode had before the alphabets came
const OLDER = {
  0x1d455: 0x210e, 0x1d49d: 0x212c, 0x1d4a0: 0x2130, 0x1d4a1: 0x2131, 0x1d4a3: 0x210b,
  0x1d4a4: 0x2110, 0x1d4a7: 0x2112, 0x1d4a8: 0x2133, 0x1d4ad: 0x211b, 0x1d4ba: 0x212f,
  0x1d4bc: 0x210a, 0x1d4c4: 0x2134, 0x1d506: 0x212d, 0x1d50b: 0x210c, 0x1d50c: 0x2111,
  0x1d515: 0x211c, 0x1d51d: 0x2128, 0x1d53a: 0x2102, 0x1d53f: 0x210d, 0x1d545: 0x2115,
  0x1d547: 0x2119, 0x1d548: 0x211a, 0x1d549: 0x211d, 0x1d551: 0x2124,
};
// Greek signs outside the run of letters: [code, place in the alphabet counted from alpha]
const GREEK_SIGNS = { 0x2202: 25, 0x3f5: 26, 0x3d1: 27, 0x3f0: 28, 0x3d5: 29, 0x3f1: 30, 0x3d6: 31 };
const NABLA = 0x2207;
const THETA_SIGN = 0x3f4;
// arrows of the chemistry font that live in the private use area
const CHEMICAL = {
  "\ue408": "⇌", "\ue409": "⇌", "\ue40a": "⇋", "\ue410": "┄", "\ue411": "≡", "\ue412": "≡",
  "\ue413": "≡", "\ue428": "⟵", "\ue429": "⟶", "\ue42a": "⟷", "\ue42b": "⇄",
  "\ue42c": "←", "\ue42d": "→", "\ue42e": "↔",
};
const PRIVATE = /[\ue408-\ue42e]/g;
const TEX_VARIANTS = {
  "-tex-calligraphic": "script",
  "-tex-bold-calligraphic": "bold-script",
  "-tex-mathit": "italic",
  "-tex-bold-oldstyle": "bold",
};

function styled(code, [upper, lower, digit, greekUpper, greekLower]) {
  if (code >= 0x41 && code <= 0x5a && upper) return older(upper + code - 0x41);
  if (code >= 0x61 && code <= 0x7a && lower) return older(lower + code - 0x61);
  if (code >= 0x30 && code <= 0x39 && digit) return digit + code - 0x30;
  if (code >= 0x391 && code <= 0x3a9 && greekUpper) return greekUpper + code - 0x391;
  if (code >= 0x3b1 && code <= 0x3c9 && greekLower) return greekLower + code - 0x3b1;
  if (code === THETA_SIGN && greekUpper) return greekUpper + 17;
  if (code === NABLA && greekUpper) return greekUpper + 25;
  if (GREEK_SIGNS[code] && greekLower) return greekLower + GREEK_SIGNS[code];
  return code;
}

function older(code) {
  return OLDER[code] ?? code;
}

function letters(text, variant) {
  const alphabet = ALPHABETS[TEX_VARIANTS[variant] ?? variant];
  if (!alphabet) return text;
  return [...text].map((c) => String.fromCodePoint(styled(c.codePointAt(0), alphabet))).join("");
}

const APPLY = "\u2061"; // the invisible operator between a function and its argument
const THIN = '<mspace width="0.1667em"></mspace>';
// how TeX spaces an operator of a class, where MathML would look it up by its character
const SPACES = {
  [TEXCLASS.ORD]: ["0em", "0em"],
  [TEXCLASS.OPEN]: ["0em", "0em"],
  [TEXCLASS.CLOSE]: ["0em", "0em"],
  [TEXCLASS.INNER]: ["0em", "0em"],
  [TEXCLASS.PUNCT]: ["0em", "0.1667em"],
};
const CLOSED = new Set([TEXCLASS.ORD, TEXCLASS.CLOSE, TEXCLASS.OP]);

function isFunction(node) {
  return node.isEmbellished === false && node.texClass === TEXCLASS.OP
    && node.core().isKind("mi");
}

function isOpening(node) {
  return node.texClass === TEXCLASS.OPEN;
}

// the n-th word of a MathML list such as columnalign="right left"; the last one repeats
function nth(list, n) {
  const words = String(list ?? "").split(/\s+/).filter(Boolean);
  return words[Math.min(n, words.length - 1)];
}

export class CleanMathML extends SerializedMmlVisitor {
  visitTree(node) {
    return this.visitNode(node, "");
  }

  visitDefault(node) {
    const kind = this.getKind(node);
    const inner = node.isToken ? this.tokenText(node) : this.childNodeMml(node, "", "");
    return `<${kind}${this.getAttributes(node)}>${inner}</${kind}>`;
  }

  visitInferredMrowNode(node) {
    return this.childNodeMml(node, "", "");
  }

  // the thin spaces of `2 log x`, which TeX adds by class and MathML does not
  childNodeMml(node, _space, _nl) {
    const children = node.childNodes;
    const isRow = node.isInferred || node.isKind("mrow") || node.isKind("math");
    return children.map((child, i) => {
      const inner = this.visitNode(child, "");
      if (!isRow) return inner;
      const before = isFunction(child) && i > 0 && CLOSED.has(children[i - 1].texClass);
      const after = child.isKind("mo") && child.getText() === APPLY && children[i + 1]
        && !isOpening(children[i + 1]);
      return (before ? THIN : "") + inner + (after ? THIN : "");
    }).join("");
  }

  // Alignment and rules as classes too: browsers know them only from CSS.
  visitMtableNode(table) {
    const tight = String(table.attributes.get("columnspacing")).startsWith("0");
    const rows = table.childNodes.map((row, i) => this.row(table, row, i)).join("");
    const name = tight ? ' class="math-tight"' : "";
    return `<mtable${name}${this.getAttributes(table)}>${rows}</mtable>`;
  }

  row(table, row, i) {
    const cells = row.childNodes.map((cell, j) => this.cell(table, cell, i, j)).join("");
    return `<mtr${this.getAttributes(row)}>${cells}</mtr>`;
  }

  cell(table, cell, i, j) {
    const get = (name) => table.attributes.get(name);
    const align = nth(get("columnalign"), j);
    const names = [
      align && align !== "center" ? `math-${align}` : "",
      j > 0 && nth(get("columnlines"), j - 1) === "solid" ? "math-rule-left" : "",
      i > 0 && nth(get("rowlines"), i - 1) === "solid" ? "math-rule-top" : "",
    ].filter(Boolean);
    const name = names.length ? ` class="${names.join(" ")}"` : "";
    return `<mtd${name}${this.getAttributes(cell)}>${this.childNodeMml(cell, "", "")}</mtd>`;
  }

  // a group that holds one thing says nothing
  visitTeXAtomNode(node) {
    const children = node.childNodes[0]?.childNodes ?? [];
    const inner = this.childNodeMml(node, "", "");
    return children.length === 1 ? inner : `<mrow>${inner}</mrow>`;
  }

  tokenText(node) {
    const variant = this.variant(node);
    const text = node.childNodes.map((child) => child.getText?.() ?? "").join("");
    return this.quoteHTML(letters(text, variant).replace(PRIVATE, (c) => CHEMICAL[c] ?? c));
  }

  variant(node) {
    const variant = node.attributes.get("mathvariant");
    const automatic = node.isKind("mi") && [...node.getText()].length === 1;
    if (variant === "italic" && automatic) return "";
    return variant;
  }

  getAttributes(node) {
    const found = this.getAttributeList(node);
    const kept = Object.entries(found).filter(([name]) => KEEP.has(name));
    if (node.isKind("mo")) kept.push(...this.spaces(node));
    if (this.isUpright(node)) kept.push(["mathvariant", "normal"]);
    return kept.map(([name, value]) => ` ${name}="${this.quoteHTML(String(value))}"`).join("");
  }

  spaces(node) {
    const wanted = SPACES[node.texClass];
    const given = node.attributes.hasExplicit("lspace") || node.attributes.hasExplicit("rspace");
    const script = node.attributes.get("scriptlevel") > 0;
    if (given || node.attributes.get("accent") || node.Parent?.isKind("mover")) return [];
    if (!wanted) return script ? [["lspace", "0em"], ["rspace", "0em"]] : [];
    return [["lspace", wanted[0]], ["rspace", script ? "0em" : wanted[1]]];
  }

  isUpright(node) {
    if (!node.isKind("mi") || [...node.getText()].length !== 1) return false;
    return node.attributes.get("mathvariant") === "normal";
  }

  quoteHTML(value) {
    return value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")
      .replace(/"/g, "&quot;");
  }
}
