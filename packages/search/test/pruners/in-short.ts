/** Verdicts such as "-2 +1": trial 2 pruned, trial 1 promoted. */
export const inShort = (verdicts: readonly { kind: 'prune' | 'promote'; index: number }[]): string =>
  verdicts.map(({ kind, index }) => `${kind === 'prune' ? '-' : '+'}${index}`).join(' ');
