import { readFile } from 'node:fs/promises';
import { tokenProblem } from '@ram-sweep/server';
import { badUsage } from '../errors.js';

/**
 * The token in the first line of a file, wherever that was written: with any line break, and with a mark of its
 * encoding. Throws a CommandError (usage) that names the file, and not what is in it.
 */
export async function readTokenFile(file: string): Promise<string> {
  const [line = ''] = (await read(file)).replace(/^\uFEFF/, '').split(/[\r\n]/, 1);
  const token = line.trim();
  const problem = token === '' ? 'its first line is empty' : tokenProblem(token);
  if (problem === null) return token;
  throw badUsage(`no token in ${file}: ${problem}`, 'write one to its first line, or name another file');
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw badUsage(`cannot read the token file ${file}: ${(cause as Error).message}`, 'name another file');
  }
}
