import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '@ram-sweep/protocol/make-folder';
import type { Command } from 'commander';
import { VERSION } from '../version.js';
import { outlineOf, outlineSchema, type Outline } from './outline.js';

const sources = fileURLToPath(new URL('..', import.meta.url));

/**
 * The outline of all commands. To load them takes a second, which a person who presses Tab does not have: so it is kept
 * in the cache until the program changes. Where that cannot be written, it is made each time.
 */
export async function storedOutline(cacheDir: string, load: () => Promise<Command>): Promise<Outline> {
  const file = join(cacheDir, 'completion.json');
  const key = await keyOfProgram();
  const stored = await readStored(file, key);
  if (stored) return stored;
  const outline = outlineOf(await load());
  await store(cacheDir, file, { key, outline }).catch(() => undefined);
  return outline;
}

/** Changes with the version, and with each build. */
async function keyOfProgram(): Promise<string> {
  const files = (await readdir(sources, { recursive: true })).filter((name) => /\.[jt]s$/.test(name));
  const times = await Promise.all(files.map(async (name) => (await stat(join(sources, name))).mtimeMs));
  return `${VERSION} ${sources} ${times.reduce((newest, time) => Math.max(newest, time), 0)} ${files.length}`;
}

async function readStored(file: string, key: string): Promise<Outline | null> {
  try {
    const stored = JSON.parse(await readFile(file, 'utf8')) as { key?: unknown; outline?: unknown };
    return stored.key === key ? outlineSchema.parse(stored.outline) : null;
  } catch {
    return null;
  }
}

async function store(cacheDir: string, file: string, content: object): Promise<void> {
  await makeFolder(cacheDir);
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(content));
  await rename(draft, file);
}
