import type { Target } from './target.js';

/** What is shorter could be in any text by chance. */
const SHORTEST = 4;

/** A text that a target answered, without what only its owner should know: a receiver may repeat what it was sent. */
export function hideSecrets(text: string, target: Target): string {
  const secrets = secretsOf(target).filter(({ length }) => length >= SHORTEST);
  return secrets
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, secret) => left.replaceAll(secret, '…'), text);
}

function secretsOf(target: Target): string[] {
  if (target.kind === 'program') return [];
  const { href, pathname, search, username, password } = new URL(target.url);
  const address = [target.url, href, pathname, pathname.slice(1), search, username, password];
  if (target.kind === 'webhook') return [...address, ...Object.values(target.headers)];
  return target.kind === 'ntfy' && target.token !== undefined ? [...address, target.token] : address;
}
