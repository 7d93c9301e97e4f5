import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cp, mkdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './root.js';
import { undoing } from './undo.js';

/** What a machine trusts; a build behind a proxy that has a certificate of its own needs it. */
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';
const BASE = 'localhost/ram-sweep-base';

/** Images and containers of one check, made by buildah without a daemon, gone with it. */
export class ImageStore implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'ram-sweep-images-'));
  readonly #undo = undoing(() => {
    spawnSync('buildah', [...this.#store(), 'rm', '--all']);
    rmSync(this.#folder, { recursive: true, force: true });
  });

  /** A Debian with this machine's node and npm, which stands for the images of a registry. Returns its name. */
  async makeBase(): Promise<string> {
    const files = join(this.#folder, 'base');
    const packages = '--include=ca-certificates,libstdc++6';
    await this.#run('mmdebstrap', ['--quiet', '--variant=apt', packages, 'bookworm', `${files}.tar`]);
    const container = await this.buildah('from', 'scratch');
    await this.buildah('add', container, `${files}.tar`, '/');
    await mkdir(join(files, 'bin'), { recursive: true });
    await cp(process.execPath, join(files, 'bin', 'node'));
    const npm = dirname(dirname(await realpath(await this.#run('sh', ['-c', 'command -v npm']))));
    await cp(npm, join(files, 'lib', 'node_modules', 'npm'), { recursive: true, verbatimSymlinks: true });
    await this.buildah('copy', container, files, '/usr/local');
    await this.buildah('copy', container, AUTHORITIES, AUTHORITIES);
    await this.buildah('run', '--isolation', 'chroot', container, '--', 'sh', '-c', NPM);
    await this.buildah('config', '--env', `NODE_EXTRA_CA_CERTS=${AUTHORITIES}`, container);
    await this.buildah('commit', '--quiet', '--rm', container, BASE);
    return BASE;
  }

  /** Runs buildah on this store; returns what it prints. */
  buildah(command: string, ...args: readonly string[]): Promise<string> {
    return this.#run('buildah', [...this.#store(), command, ...args]);
  }

  /** Starts a program in a container, on this machine's network, as the image's user. */
  spawn(
    container: string,
    env: Readonly<Record<string, string>>,
    ...command: readonly string[]
  ): ChildProcess {
    const variables = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    const options = ['--isolation', 'chroot', '--network', 'host', ...variables];
    return spawn('buildah', [...this.#store(), 'run', ...options, container, '--', ...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  [Symbol.dispose](): void {
    this.#undo[Symbol.dispose]();
  }

  /** No overlay: it needs a kernel and a file system that allow it. */
  #store(): string[] {
    return [
      '--root',
      join(this.#folder, 'root'),
      '--runroot',
      join(this.#folder, 'run'),
      '--storage-driver',
      'vfs',
    ];
  }

  async #run(program: string, args: readonly string[]): Promise<string> {
    try {
      const options = { cwd: root, maxBuffer: 64 * 1024 * 1024 };
      return (await promisify(execFile)(program, args, options)).stdout.trim();
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      const end = `${stdout}${stderr}`.trim().split('\n').slice(-30).join('\n');
      throw new Error(`${program} ${args.join(' ')}\n${end}`, { cause: error });
    }
  }
}

const NPM = 'ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && npm --version';
