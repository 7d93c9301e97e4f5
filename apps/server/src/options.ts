import { isIP } from 'node:net';
import { z } from 'zod';
import { ServeOptionsError } from './errors.js';

/** More browsers than look at one search; each has a connection. */
const MOST_VIEWERS = 10_000;

const tokenSchema = z
  .string()
  .regex(/^[\x21-\x7e]{16,512}$/, 'a token has 16 to 512 characters: letters, digits, signs, no spaces');

/** What keeps a text from being a token; null where nothing does. */
export const tokenProblem = (text: string): string | null =>
  tokenSchema.safeParse(text).error?.issues[0]?.message ?? null;

const serveOptionsSchema = z.strictObject({
  /** The address to listen at. */
  host: z.string().min(1).max(255).default('127.0.0.1'),
  /** 0: any that is free. */
  port: z.number().int().min(0).max(65_535).default(8080),
  /** Anyone who has it may look; without one there is nothing to show it for. */
  token: tokenSchema.optional(),
  /** A proxy lets nobody through who may not look. */
  trustProxy: z.boolean().default(false),
  /** Pages that are watched at once. */
  viewers: z.number().int().min(1).max(MOST_VIEWERS).default(200),
});

export type ServeOptions = Readonly<z.infer<typeof serveOptionsSchema>>;

/**
 * Throws a ServeOptionsError for options that are wrong, and for a host that other machines reach while nothing keeps
 * strangers out.
 */
export function compileServeOptions(input: z.input<typeof serveOptionsSchema>): ServeOptions {
  const parsed = serveOptionsSchema.safeParse(input);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new ServeOptionsError(issues.join('; '));
  }
  const { host, token, trustProxy } = parsed.data;
  if (!isLoopback(host) && token === undefined && !trustProxy)
    throw new ServeOptionsError(
      `${host} can be reached from other machines, and nothing keeps strangers out. Set RAM_SWEEP_SERVE_TOKEN or ` +
        '--token-file to a token that viewers must have, or give --trust-proxy if a proxy before it lets only those ' +
        'through who may look.',
    );
  return Object.freeze(parsed.data);
}

/**
 * Whether only this machine reaches the address, or a Host header names this machine. A name may be any but localhost.
 */
export const isLoopback = (host: string): boolean =>
  host.toLowerCase() === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
