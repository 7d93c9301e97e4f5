import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LINES = 60;
/** A file's tests run one after another, or two at once. */
const NEWEST = 3;

const sources: (() => string | Promise<string>)[] = [];

/** Remembers how to learn what the processes of a test wrote, for anyone who has to find out why it failed. */
export function keepEvidence(read: () => string | Promise<string>): void {
  sources.push(read);
}

/** What the processes that were started last have written; each is told once. */
export async function takeEvidence(): Promise<string> {
  const texts = await Promise.all(sources.splice(-NEWEST).map(async (read) => read()));
  return texts.join('\n');
}

/** The end of every log in a home. */
export async function readLogs(home: string): Promise<string> {
  const folder = join(home, 'logs');
  const files = await readdir(folder).catch(() => []);
  const texts = files.map((file) =>
    readFile(join(folder, file), 'utf8').then(
      (text) => lastLines(join(folder, file), text),
      // To tell why another test failed must not fail this one.
      (error: unknown) => String(error),
    ),
  );
  return (await Promise.all(texts)).join('\n');
}

export function lastLines(title: string, text: string): string {
  return [`--- ${title}`, ...text.trimEnd().split('\n').slice(-LINES)].join('\n');
}
