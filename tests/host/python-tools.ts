import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultCacheDir } from '@ram-sweep/services';
import { root } from './root.js';

/**
 * Runs one of the programs; returns what it prints. Throws an Error with all that it says where it ends with another
 * code than 0.
 */
export type RunTool = (program: string, ...args: readonly string[]) => Promise<string>;

/** The programs of requirements.txt, installed where they are not. */
export async function pythonTools(): Promise<RunTool> {
  const venv = join(defaultCacheDir(process.env['XDG_CACHE_HOME']), 'host-checks-venv');
  await mkdir(venv, { recursive: true });
  await run('python3', ['-m', 'venv', venv]);
  const requirements = join(root, 'tests', 'host', 'requirements.txt');
  await run(join(venv, 'bin', 'pip'), ['install', '--quiet', '--requirement', requirements]);
  return (program, ...args) => run(join(venv, 'bin', program), args);
}

async function run(program: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { cwd: root });
    return (stdout + stderr).trim();
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}
