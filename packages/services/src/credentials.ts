import { randomBytes } from 'node:crypto';
import { z } from 'zod';

/** Letters, digits, "-" and "_" only: such a password needs no quoting in URLs, SQL or configuration. */
export const passwordSchema = z.string().regex(/^[A-Za-z0-9_-]{16,}$/);

export const postgresCredentialsSchema = z.strictObject({
  admin: passwordSchema,
  owner: passwordSchema,
  reader: passwordSchema,
});
/** Passwords of the three roles: the superuser, the coordinator's, the one that only reads. */
export type PostgresCredentials = Readonly<z.infer<typeof postgresCredentialsSchema>>;

export const natsCredentialsSchema = z.strictObject({ coordinator: passwordSchema, worker: passwordSchema });
/** Passwords of the two users of nats-server. */
export type NatsCredentials = Readonly<z.infer<typeof natsCredentialsSchema>>;

export function newPostgresCredentials(): PostgresCredentials {
  return { admin: newPassword(), owner: newPassword(), reader: newPassword() };
}

export function newNatsCredentials(): NatsCredentials {
  return { coordinator: newPassword(), worker: newPassword() };
}

/** 192 random bits. */
export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
