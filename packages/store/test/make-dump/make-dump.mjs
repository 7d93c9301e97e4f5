// @ts-check
/**
 * Writes a database of the schema's newest version to test/dumps, with a small study in it that the programs as they
 * are now have run: `npm run dump -w packages/store`. From then on test/upgrades.test.ts restores it and upgrades it.
 *
 * Run it when a migration is added. Dumps of older versions stay as they are: they are what those versions wrote.
 */
import { writeFile } from 'node:fs/promises';
import { openReader } from '@ram-sweep/store/read';
import { dumpDatabase } from './dump-database.mjs';
import { requireAnonymous, requireRich } from './checks.mjs';
import { readBack } from './read-back.mjs';
import { withFinishedStudy } from './run-study.mjs';

await withFinishedStudy(async ({ home, services, study, trial }) => {
  const reader = await openReader({ url: services.readerUrl });
  const expected = await readBack(reader, { study, trial });
  await reader.close();
  requireRich(expected);
  const { version, sql } = await dumpDatabase(services.databaseUrl);
  const name = String(version).padStart(4, '0');
  const files = { [`${name}.sql`]: sql, [`${name}.json`]: inLines(expected) };
  requireAnonymous(Object.values(files), [home, ...passwordsOf(services)]);
  for (const [file, text] of Object.entries(files)) {
    await writeFile(new URL(`../dumps/${file}`, import.meta.url), text);
    console.log(`wrote test/dumps/${file}: ${text.length} characters`);
  }
});

/** @param {import('@ram-sweep/services').Services} services */
function passwordsOf({ databaseUrl, readerUrl, nats }) {
  const urls = [databaseUrl, readerUrl].map((url) => new URL(url).password);
  return [...urls, nats.coordinator.password, nats.worker.password];
}

/**
 * JSON with a line for each member, and for each item of a list.
 * @param {Record<string, unknown>} value
 */
function inLines(value) {
  const members = Object.entries(value).map(([name, held]) => {
    const items = Array.isArray(held) && held.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
    return `  "${name}": ${items ? `[\n${items}\n  ]` : JSON.stringify(held)}`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}
