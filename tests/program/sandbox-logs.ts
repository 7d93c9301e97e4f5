import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LINES = 40;

/** The end of every log that the processes of a home have written, for whoever has to find out why a test failed. */
export async function readLogs(home: string): Promise<string> {
  const folder = join(home, 'logs');
  const files = await readdir(folder).catch(() => []);
  const ends = files.map(async (file) => {
    const lines = (await readFile(join(folder, file), 'utf8')).trimEnd().split('\n');
    return [`--- ${join(folder, file)}`, ...lines.slice(-LINES)].join('\n');
  });
  return (await Promise.all(ends)).join('\n');
}
