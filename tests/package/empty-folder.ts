import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** This repository. */
export const checkout = join(
  dirname(createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js')),
  '../../..',
);
const builder = join(checkout, 'infra', 'package', 'build.mjs');

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder like any other on a machine where ram-sweep was never seen, and its tarball next to it. */
export class EmptyFolder implements AsyncDisposable {
  readonly path: string;
  readonly tarball: string;
  readonly #above: string;

  private constructor(above: string, tarball: string) {
    this.#above = above;
    this.path = join(above, 'project');
    this.tarball = tarball;
  }

  /** Packs what is compiled. */
  static async create(version: string): Promise<EmptyFolder> {
    const above = await mkdtemp(join(tmpdir(), 'ram-sweep-installed-'));
    const folder = new EmptyFolder(above, join(above, `ram-sweep-${version}.tgz`));
    await mkdir(folder.path);
    await folder.succeed(process.execPath, builder, '--into', above);
    return folder;
  }

  /** Runs a program here, as from a shell of its own: nothing of npm, ours or vitest's is in its environment. */
  run(file: string, ...args: readonly string[]): Promise<Finished> {
    const options = { cwd: this.path, env: this.#environment(), maxBuffer: 2 ** 26 };
    return new Promise((resolve) => {
      execFile(file, args, options, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  }

  /** Starts a program in the same way, with these variables besides, and leaves it running. */
  start(variables: Readonly<Record<string, string>>, file: string, ...args: readonly string[]): ChildProcess {
    const env = { ...this.#environment(), ...variables };
    return spawn(file, args, { cwd: this.path, env, stdio: ['ignore', 'pipe', 'ignore'] });
  }

  #environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(?:npm_|RAM_SWEEP_|VITEST|NODE_)|^INIT_CWD$/i.test(name),
    );
    return { ...Object.fromEntries(inherited), RAM_SWEEP_HOME: join(this.#above, 'home') };
  }

  /** The same of one that has to succeed. Returns what it printed. */
  async succeed(file: string, ...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(file, ...args);
    if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}: ${stderr || stdout}`);
    return stdout;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#above, { recursive: true, force: true, maxRetries: 5 });
  }
}
