import leven from 'leven';

/** The candidate that was probably meant. Case and `-`, `_`, blanks between words do not count. */
export function closestName(name: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(name);
  const limit = Math.min(wanted.length - 1, Math.max(2, Math.floor(wanted.length / 3)));
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: leven(wanted, plain(candidate)) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((one, other) => one.distance - other.distance);
  return ranked[0]?.candidate ?? candidates.find((candidate) => initials(candidate) === wanted);
}

/** `did you mean …?`, or undefined if nothing is close. */
export function didYouMean(name: unknown, candidates: readonly string[]): string | undefined {
  const closest = typeof name === 'string' ? closestName(name, candidates) : undefined;
  return closest === undefined ? undefined : `did you mean ${closest}?`;
}

/** The candidates that are like a name, best first; empty where none is. */
export const nearestNames = (name: string, candidates: readonly string[], count = 5): string[] =>
  [...new Set(candidates)]
    .map((candidate) => ({ candidate, distance: distanceOf(plain(name), plain(candidate)) }))
    .filter(({ distance }) => distance <= MOST_CHANGES)
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate);

/** Of the letters of a name; with more of them changed it is another one. */
const MOST_CHANGES = 0.4;
/** A shorter part of a name says little. */
const SHORTEST_PART = 3;

/** Changes of letters, for the length of the longer one; none where one has the other as a part. */
function distanceOf(name: string, candidate: string): number {
  const [short, long] = name.length < candidate.length ? [name, candidate] : [candidate, name];
  return short.length >= SHORTEST_PART && long.includes(short) ? 0 : leven(short, long) / long.length;
}

/** `lr` of learningRate. */
const initials = (name: string): string =>
  name
    .split('')
    .filter((letter, place) => place === 0 || letter !== letter.toLowerCase())
    .join('')
    .toLowerCase();

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_\s]/g, '');
