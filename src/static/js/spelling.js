// How a place name sounds, so that spellings of one name meet: src/domain/spelling.py, mirrored.

const FILLERS = new Set("desa ds kelurahan kel kecamatan kec dekat dkt di ke dari".split(" "));
const NUMERALS = new Map(
  ["i satu", "ii dua", "iii tiga", "iv empat", "v lima"].flatMap((words, index) =>
    words.split(" ").map((word) => [word, String(index + 1)]),
  ),
);
const SOUNDS = "oe>u dj>j tj>c sj>s sy>s nj>n ny>n kh>k f>p v>p z>s q>k x>ks y>i"
  .split(" ")
  .map((pair) => pair.split(">"));

/** The words as written, in plain small letters. */
export function writtenWords(text) {
  const begun = [...text].slice(0, 60).join("").toLowerCase();
  const plain = begun.normalize("NFKD").replace(/\p{M}/gu, "");
  return (plain.match(/[a-z0-9]+/g) ?? []).slice(0, 8);
}

/** The words as heard, without those that tell nothing. */
export function folded(words) {
  const telling = words.filter((word) => !FILLERS.has(word));
  return (telling.length ? telling : words).map((word, index) =>
    sound(index ? (NUMERALS.get(word) ?? word) : word),
  );
}

function sound(word) {
  for (const [written, heard] of SOUNDS) word = word.replaceAll(written, heard);
  return word.replace(/([a-z])\1+/g, "$1");
}

/** Letters to change until the query is the name, and until it is at least its beginning. */
export function distances(query, name) {
  const rows = [Array.from({ length: name.length + 1 }, (_, j) => j)];
  for (let i = 0; i < query.length; i++) {
    const [last, before, row] = [rows[i - 1], rows[i], [i + 1]];
    for (let j = 0; j < name.length; j++) {
      let cost = Math.min(row[j] + 1, before[j + 1] + 1, before[j] + (query[i] !== name[j]));
      const swapped = i && j && query[i] === name[j - 1] && query[i - 1] === name[j];
      if (swapped) cost = Math.min(cost, last[j - 1] + 1);
      row.push(cost);
    }
    rows.push(row);
  }
  const row = rows[query.length];
  return [row[name.length], Math.min(...row)];
}
