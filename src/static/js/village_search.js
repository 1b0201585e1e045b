// Finding a village by a name as people spell it: src/domain/village_search.py, mirrored; the rules
// are told there, and both are held to tests/vectors/village_search.json.

import { distances, folded, writtenWords } from "./spelling.js";

const [NEAR, NEAR_DISTRICT, SINGLE_WORD] = [3, 6, 7];
const isGuess = ([step]) => step === NEAR || step === NEAR_DISTRICT || step === SINGLE_WORD;

/**
 * @param villages [[code, name, district, latitude, longitude], …]
 * @returns {(query: string, limit?: number) => array} the best matches, best first
 */
export function villageSearch(villages) {
  const entries = villages.map((village) => {
    const words = folded(writtenWords(village[1]));
    const district = folded(writtenWords(village[2])).join("");
    return { village, words, key: words.join(""), district };
  });
  return (query, limit = 8) => {
    const [said, bare] = readings(query);
    const met = entries.flatMap((entry) => {
      const guesses = heard(bare, entry).filter(([step]) => step < NEAR);
      const meetings = [...heard(said, entry), ...guesses.map(([step]) => [NEAR, step, 0])];
      return meetings.length ? [{ entry, meeting: meetings.sort(byNumbers)[0] }] : [];
    });
    return withoutWildGuesses(met.sort(byMerit))
      .slice(0, limit)
      .map(({ entry }) => entry.village);
  };
}

const byNumbers = (one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2];

const order = (one, other) => (one < other ? -1 : Number(one > other));

const byMerit = (one, other) =>
  byNumbers(one.meeting, other.meeting) ||
  one.entry.key.length - other.entry.key.length ||
  order(one.entry.village[1], other.entry.village[1]) ||
  order(one.entry.village[0], other.entry.village[0]);

/** Guesses go when something better met; else those much wilder than the best of their step. */
function withoutWildGuesses(met) {
  const sure = met.length && met[0].meeting[0] < NEAR;
  const fewest = new Map();
  for (const { meeting } of met) {
    if (!fewest.has(meeting[0])) fewest.set(meeting[0], meeting[1]);
  }
  return met.filter(
    ({ meeting }) => !isGuess(meeting) || (!sure && meeting[1] <= fewest.get(meeting[0]) + 1),
  );
}

/** Ways to read the query: as said, and bare of a prefix. */
function readings(query) {
  const written = writtenWords(query);
  if (!written.length) return [[], []];
  const said = [folded(written)];
  const twice = written.flatMap((word) => {
    const stem = word.slice(0, -1);
    return /^[a-z]{2,}2$/.test(word) ? [stem, stem] : [word];
  });
  if (twice.length > written.length) said.push(folded(twice));
  const bare = said
    .filter(([first]) => /^(ba|ta|di|ke).{4}/.test(first))
    .map(([first, ...rest]) => [first.slice(2), ...rest]);
  return [said, bare];
}

const heard = (ways, entry) => ways.flatMap((words) => meetings(words, entry));

/** All the ways in which a reading meets a village: [step, errors, only a beginning near]. */
function meetings(words, entry) {
  const query = words.join("");
  const whole = byName(query, entry) ?? byRest(query, entry);
  const found = whole ? [whole] : [];
  for (let cut = 1; cut < words.length; cut++) {
    const [front, back] = [words.slice(0, cut).join(""), words.slice(cut).join("")];
    for (const [name, district] of [
      [front, back],
      [back, front],
    ]) {
      const there = district.length >= 2 && entry.district.startsWith(district);
      const meeting = there && byName(name, entry);
      if (meeting) found.push(meeting[0] < NEAR ? meeting : [NEAR_DISTRICT, ...meeting.slice(1)]);
    }
  }
  if (found.length || words.length < 2) return found;
  return words
    .filter((word) => word.length >= 4)
    .flatMap((word) => {
      const meeting = byName(word, entry);
      return meeting ? [[SINGLE_WORD, meeting[0], meeting[2]]] : [];
    });
}

function byName(query, { key, words }) {
  if (query === key) return [0, 0, 0];
  if (key.startsWith(query)) return [1, 0, 0];
  const later = words.slice(1).map((_, index) => words.slice(index + 1).join(""));
  if (later.some((rest) => rest.startsWith(query))) return [2, 0, 0];
  return near(NEAR, query, key);
}

function byRest(query, { key, district }) {
  if (query.length >= 3 && key.includes(query)) return [4, 0, 0];
  if (query.length >= 2 && district.startsWith(query)) return [5, 0, 0];
  return near(NEAR_DISTRICT, query, district);
}

function near(step, query, name) {
  const { length } = query;
  const limit = length < 4 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3;
  if (!limit || length > name.length + limit) return undefined;
  const [whole, beginning] = distances(query, name);
  if (whole <= limit) return [step, whole, 0];
  return beginning <= limit ? [step, beginning, 1] : undefined;
}
