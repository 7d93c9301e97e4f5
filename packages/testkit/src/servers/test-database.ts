import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where databases are asked for (infra/test-databases.ts). */
    readonly databases: string;
  }
}

/** A database of its own, with the roles of the embedded one. */
export interface TestDatabase {
  /** As its owner. */
  readonly url: string;
  /** As the role that may only read. */
  readonly readerUrl: string;
}

/**
 * An empty database on the Postgres that all test files share. A test that kills or stops the server or changes its
 * roles boots one of its own with `startTestPostgres`.
 */
export async function newTestDatabase(): Promise<TestDatabase> {
  const response = await fetch(inject('databases'));
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as TestDatabase;
}
