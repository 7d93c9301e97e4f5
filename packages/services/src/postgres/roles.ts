import type { Client } from 'pg';
import type { PostgresCredentials } from '../credentials.js';
import { postgresAddress } from './address.js';

export const ADMIN = 'ram_sweep_admin';
export const OWNER = 'ram_sweep';
export const READER = 'ram_sweep_reader';
export const DATABASE = 'ram_sweep';

/**
 * Every later database is a copy of template1 and has these: all that the owner makes there, the reader may read.
 */
const TEMPLATE = `
  ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER} GRANT SELECT ON TABLES TO ${READER};
  ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER} GRANT SELECT ON SEQUENCES TO ${READER};
  ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER} GRANT USAGE ON SCHEMAS TO ${READER};`;

/** Makes the roles and the database if they are missing. The database comes last: with it, all is there. */
export async function ensureRoles(port: number, credentials: PostgresCredentials): Promise<void> {
  await asAdmin(port, credentials, 'template1', async (admin) => {
    const { rows } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rows.length > 0) return;
    await ensureRole(admin, OWNER, credentials.owner);
    await ensureRole(admin, READER, credentials.reader);
    await admin.query(`ALTER ROLE ${READER} SET default_transaction_read_only = on`);
    await admin.query(TEMPLATE);
    await addDatabase(admin, DATABASE);
  });
}

/** A database of the owner, which besides the owner only the reader may connect to. */
export async function addDatabase(admin: Client, name: string): Promise<void> {
  await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)} OWNER ${OWNER}`);
  await admin.query(`REVOKE ALL ON DATABASE ${admin.escapeIdentifier(name)} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT ON DATABASE ${admin.escapeIdentifier(name)} TO ${READER}`);
}

export async function asAdmin<T>(
  port: number,
  credentials: PostgresCredentials,
  database: string,
  action: (admin: Client) => Promise<T>,
): Promise<T> {
  const { default: pg } = await import('pg');
  const login = { user: ADMIN, password: credentials.admin, database };
  const admin = new pg.Client({ connectionString: postgresAddress(port, login) });
  await admin.connect();
  try {
    return await action(admin);
  } finally {
    await admin.end();
  }
}

async function ensureRole(admin: Client, role: string, password: string): Promise<void> {
  const { rows } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (rows.length === 0) await admin.query(`CREATE ROLE ${admin.escapeIdentifier(role)} LOGIN`);
  await admin.query(
    `ALTER ROLE ${admin.escapeIdentifier(role)} LOGIN PASSWORD ${admin.escapeLiteral(password)}`,
  );
}
