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

/** The candidates that are most like a name, best first. */
export const nearestNames = (name: string, candidates: readonly string[], count = 5): string[] =>
  candidates
    .map((candidate) => ({ candidate, distance: distanceOf(plain(name), plain(candidate)) }))
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate);

/** Changes of letters, for the length of the candidate; none where it has the name as a part. */
const distanceOf = (name: string, candidate: string): number =>
  candidate.includes(name) ? 0 : leven(name, candidate) / candidate.length;

/** `lr` of learningRate. */
const initials = (name: string): string =>
  name
    .split('')
    .filter((letter, place) => place === 0 || letter !== letter.toLowerCase())
    .join('')
    .toLowerCase();

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_\s]/g, '');
