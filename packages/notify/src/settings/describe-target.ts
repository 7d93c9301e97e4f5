import type { Target } from './target.js';

/** Where notifications go, in words and without secrets: `ntfy at ntfy.sh`, `program /usr/local/bin/tell`. */
export const describeTarget = (target: Target): string =>
  target.kind === 'program' ? `program ${target.run[0]}` : `${target.kind} at ${new URL(target.url).host}`;
