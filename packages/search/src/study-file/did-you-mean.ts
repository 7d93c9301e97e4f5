import leven from 'leven';

/** The candidate that was probably meant. Case and `-`, `_`, blanks between words do not count. */
function closestName(name: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(name);
  const limit = Math.min(wanted.length - 1, Math.max(2, Math.floor(wanted.length / 3)));
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: leven(wanted, plain(candidate)) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((one, other) => one.distance - other.distance);
  return ranked[0]?.candidate;
}

/** `did you mean …?`, or undefined if nothing is close. */
export function didYouMean(name: unknown, candidates: readonly string[]): string | undefined {
  const closest = typeof name === 'string' ? closestName(name, candidates) : undefined;
  return closest === undefined ? undefined : `did you mean ${closest}?`;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_\s]/g, '');
