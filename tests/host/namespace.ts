import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import { undoing } from './undo.js';

/** Of the addresses for tests of networks (RFC 2544), which are on no network that others use. */
const NETWORK = '198.18.77.0/30';
const [HERE, THERE] = ['198.18.77.1', '198.18.77.2'];

/**
 * A network of its own, as another machine has: its processes reach this machine by one cable and at one address alone,
 * and have a loopback of their own.
 */
export class Namespace implements Disposable {
  /** This machine's address on the cable. */
  readonly here = HERE;
  readonly #name = `ram-sweep-${process.pid}`;
  /** Names of interfaces have 15 characters at most. */
  readonly #cable = `rs${process.pid}`;
  readonly #undo = undoing(() => this.#remove());

  static async create(): Promise<Namespace> {
    const namespace = new Namespace();
    try {
      await namespace.#lay();
      return namespace;
    } catch (error) {
      namespace[Symbol.dispose]();
      throw error;
    }
  }

  /** Starts a program on the other side. */
  spawn(program: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
    return spawn('ip', ['netns', 'exec', this.#name, program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
  }

  /** Pulls the cable: what is sent is lost, and neither side is told. */
  async unplug(): Promise<void> {
    await ip('-n', this.#name, 'link', 'set', 'cable', 'down');
  }

  async plug(): Promise<void> {
    await ip('-n', this.#name, 'link', 'set', 'cable', 'up');
  }

  [Symbol.dispose](): void {
    this.#undo[Symbol.dispose]();
  }

  async #lay(): Promise<void> {
    const inside = ['-n', this.#name];
    const taken = (await ip('route', 'show', 'match', NETWORK))
      .split('\n')
      .find((route) => !/^(default|$)/.test(route));
    if (taken !== undefined) throw new Error(`this machine has a way to ${NETWORK}: ${taken}`);
    await ip('netns', 'add', this.#name);
    await ip('link', 'add', this.#cable, 'type', 'veth', 'peer', 'name', 'cable', 'netns', this.#name);
    await ip('address', 'add', `${HERE}/30`, 'dev', this.#cable);
    await ip('link', 'set', this.#cable, 'up');
    await ip(...inside, 'address', 'add', `${THERE}/30`, 'dev', 'cable');
    await ip(...inside, 'link', 'set', 'cable', 'up');
    await ip(...inside, 'link', 'set', 'lo', 'up');
  }

  /** The namespace lives as long as processes in it do; the cable goes with either end. */
  #remove(): void {
    const { stdout } = spawnSync('ip', ['netns', 'pids', this.#name], { encoding: 'utf8' });
    for (const pid of stdout.split('\n').filter(Boolean)) spawnSync('kill', ['-9', pid]);
    spawnSync('ip', ['link', 'delete', this.#cable]);
    spawnSync('ip', ['netns', 'delete', this.#name]);
  }
}

async function ip(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)('ip', args)).stdout;
}
