// Finds words in Korean text: parts of words too, whatever the case, the blanks, NFC or NFD.
// While a syllable is being typed its letters count (`데잍` finds 데이터), and consonants alone
// find the words that they begin (`ㅋㅂㄴㅌㅅ` finds 쿠버네티스). No DOM in here.
"use strict";
(() => {
  const FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  const MIDDLE = [..."ㅏㅐㅑㅒㅓㅔㅕㅖㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", ..."ㅛㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", ..."ㅠㅡ", "ㅡㅣ", "ㅣ"];
  const LAST = ["", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ",
    "ㅁ", "ㅂ", "ㅂㅅ", ..."ㅅㅆㅇㅈㅊㅋㅌㅍㅎ"];
  const PAIRS = { ㄳ: "ㄱㅅ", ㄵ: "ㄴㅈ", ㄶ: "ㄴㅎ", ㄺ: "ㄹㄱ", ㄻ: "ㄹㅁ", ㄼ: "ㄹㅂ", ㄽ: "ㄹㅅ", ㄾ: "ㄹㅌ", ㄿ: "ㄹㅍ",
    ㅀ: "ㄹㅎ", ㅄ: "ㅂㅅ", ㅘ: "ㅗㅏ", ㅙ: "ㅗㅐ", ㅚ: "ㅗㅣ", ㅝ: "ㅜㅓ", ㅞ: "ㅜㅔ", ㅟ: "ㅜㅣ", ㅢ: "ㅡㅣ" };
  const BLANK = /[\s\u00ad\u200b\u2060\ufeff]/;
  const CONSONANTS = /^[ㄱ-ㅎ]{2,}$/;
  const HANGUL = /[ㄱ-ㅣ가-힣]/;

  const syllable = (sign) => {
    const at = sign.charCodeAt(0) - 0xac00;
    return at >= 0 && at < 11172 ? at : -1;
  };
  const initial = (sign) => {
    const at = syllable(sign);
    return at < 0 ? sign : FIRST[Math.floor(at / 588)];
  };
  const typed = (sign) => {
    const at = syllable(sign);
    if (at < 0) return PAIRS[sign] || sign;
    return FIRST[Math.floor(at / 588)] + MIDDLE[Math.floor((at % 588) / 28)] + LAST[at % 28];
  };

  // The text without blanks in small letters, and where each letter stands in it.
  function folded(text) {
    let letters = "";
    const places = [];
    for (let at = 0; at < text.length; at++) {
      if (BLANK.test(text[at])) continue;
      const small = text[at].toLowerCase();
      letters += small;
      for (let each = 0; each < small.length; each++) places.push(at);
    }
    return { letters, places };
  }

  // The same as the keys that type it, and the letter that each key belongs to.
  function keyed(letters) {
    let keys = "";
    const owners = [];
    for (let at = 0; at < letters.length; at++) {
      const each = typed(letters[at]);
      keys += each;
      for (let key = 0; key < each.length; key++) owners.push(at);
    }
    return { keys, owners };
  }

  // Ranges of letters, [start, end), where `wanted` stands; `owners` maps keys to letters.
  function ranges(text, wanted, owners) {
    const found = [];
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      const isStart = !owners || at === 0 || owners[at] !== owners[at - 1];
      const last = at + wanted.length - 1;
      if (isStart) found.push(owners ? [owners[at], owners[last] + 1] : [at, last + 1]);
    }
    return found;
  }

  function prepare(text) {
    const found = folded(text);
    return { ...found, initials: "", keys: "", owners: null };
  }

  function asKeys(row) {
    if (!row.owners) Object.assign(row, keyed(row.letters));
    return row;
  }

  function asInitials(row) {
    row.initials ||= [...row.letters].map(initial).join("");
    return row.initials;
  }

  function inOrder(found) {
    return found.sort((one, other) => one[0] - other[0]);
  }

  // How a row answers: 0 as it is written, 1 as it is typed, 2 by all its words; null not at all.
  function answer(row, query) {
    const exact = ranges(row.letters, query.letters);
    if (exact.length) return { tier: 0, ranges: exact };
    if (query.consonants) {
      const found = ranges(asInitials(row), query.consonants);
      return found.length ? { tier: 1, ranges: found } : null;
    }
    if (query.keys) {
      const found = ranges(asKeys(row).keys, query.keys, row.owners);
      if (found.length) return { tier: 1, ranges: found };
    }
    if (query.words.length < 2) return null;
    const each = query.words.map((word) => ranges(row.letters, word));
    return each.every((found) => found.length) ? { tier: 2, ranges: inOrder(each.flat()) } : null;
  }

  function understood(text) {
    const clean = text.normalize("NFC").trim();
    const { letters } = folded(clean);
    const consonants = [...letters].map((sign) => PAIRS[sign] || sign).join("");
    return {
      letters,
      words: clean.split(/\s+/).map((word) => folded(word).letters),
      keys: HANGUL.test(letters.slice(-1)) ? keyed(letters).keys : "",
      consonants: CONSONANTS.test(consonants) ? consonants : "",
    };
  }

  // Ranges of letters as ranges of the text itself.
  function inText(row, found) {
    return found.map(([start, end]) => [row.places[start], row.places[end - 1] + 1]);
  }

  // The rows ([page, anchor, kind, text]) that answer, the best first: as written before as typed,
  // headings and terms before text, else in reading order. `cache` keeps what was prepared.
  function find(rows, text, cache = new Map()) {
    const query = understood(text);
    if (!query.letters) return [];
    const found = [];
    rows.forEach((row, at) => {
      if (!cache.has(at)) cache.set(at, prepare(row[3]));
      const prepared = cache.get(at);
      const said = answer(prepared, query);
      if (said) found.push({ row, at, tier: said.tier, ranges: inText(prepared, said.ranges) });
    });
    const isText = (each) => Number(each.row[2] === 0);
    return found.sort((one, other) =>
      one.tier - other.tier || isText(one) - isText(other) || one.at - other.at);
  }

  globalThis.bookMatch = { find };
})();
