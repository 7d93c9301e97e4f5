import { z } from 'zod';
import { passwordSchema } from '../credentials.js';
import type { Home } from '../home.js';
import type { NatsUser } from '../nats/accounts.js';
import type { NatsJoining } from '../nats/config.js';

/** A name that can stand in a command line and in the name of a user without quotes. */
const tokenNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/);

const tokenSchema = z.strictObject({
  name: tokenNameSchema,
  password: passwordSchema,
  /** ISO 8601. */
  createdAt: z.string(),
  /** `host:port` each, instead of those at which the home listens. */
  addresses: z.array(z.string()).optional(),
});

/** Lets workers on other machines in: one user of nats-server. */
export type TokenRecord = Readonly<z.infer<typeof tokenSchema>>;

/** What services.json says of workers on other machines. */
export const joiningSchema = z.strictObject({
  /** Where the home listens for them; null where it does not any more. */
  listen: z.strictObject({ host: z.string().min(1), port: z.number().int().min(1).max(65_535) }).nullable(),
  tokens: z.array(tokenSchema),
});

export type JoiningRecord = Readonly<z.infer<typeof joiningSchema>>;

/** An address of this machine, or a name of it; 0.0.0.0 or :: for all of them. */
export type ListenAddress = Readonly<NonNullable<JoiningRecord['listen']>>;

export const isTokenName = (name: string): boolean => tokenNameSchema.safeParse(name).success;

/** The user of a token on nats-server. */
export const userOf = ({ name, password }: TokenRecord): NatsUser => ({ user: `join-${name}`, password });

export const natsJoining = (home: Home, { tokens }: JoiningRecord): NatsJoining => ({
  certFile: home.certificate,
  keyFile: home.certificateKey,
  users: tokens.map(userOf),
});
