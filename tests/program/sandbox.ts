import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectBus } from '@ram-sweep/bus';
import type { CheckpointRef } from '@ram-sweep/protocol';
import { findServices, type NatsAccess } from '@ram-sweep/services';
import {
  findStudySummary,
  openReader,
  readTrials,
  type Reader,
  type StudySummary,
  type TrialRow,
} from '@ram-sweep/store/read';
import { newTestDatabase, startTestNats } from '@ram-sweep/testkit';
import { keepEvidence, readLogs } from './evidence.js';
import { processFiles, program, shell } from './programs.js';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A home of its own for embedded servers and sweeps, and the real command line on it. Closing it ends everything. */
export class Sandbox {
  readonly home: string;
  readonly #env: Readonly<Record<string, string>>;
  /** Null: the embedded one. */
  readonly #nats: NatsAccess | null;
  readonly #started = new Set<ChildProcess>();
  #lastLogs: string | null = null;
  #stopServers: () => Promise<unknown> = () => Promise.resolve();

  private constructor(home: string, env: Readonly<Record<string, string>>, nats: NatsAccess | null) {
    this.home = home;
    this.#env = env;
    this.#nats = nats;
  }

  /** `env`: variables that every command gets. */
  static async create(
    env: Readonly<Record<string, string>> = {},
    nats: NatsAccess | null = null,
  ): Promise<Sandbox> {
    const sandbox = new Sandbox(await mkdtemp(join(tmpdir(), 'ram-sweep-program-')), env, nats);
    keepEvidence(() => sandbox.#lastLogs ?? readLogs(sandbox.home));
    return sandbox;
  }

  /** The commands of this home go to servers that run already, and start none of their own. */
  static onServers(
    database: string,
    nats: NatsAccess,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Sandbox> {
    const { user, password } = nats.coordinator;
    const url = nats.url.replace('//', `//${user}:${password}@`);
    return Sandbox.create({ ...env, RAM_SWEEP_DATABASE: database, RAM_SWEEP_NATS: url }, nats);
  }

  /** The same with servers of this sandbox's own, which end with it. */
  static async onFreshServers(env: Readonly<Record<string, string>> = {}): Promise<Sandbox> {
    const [nats, { url }] = await Promise.all([startTestNats(), newTestDatabase()]);
    const sandbox = await Sandbox.onServers(url, nats, env);
    sandbox.#stopServers = () => nats.stop();
    return sandbox;
  }

  /** The same home, for commands with further variables. To be closed by closing the one it came from. */
  with(env: Readonly<Record<string, string>>): Sandbox {
    return new Sandbox(this.home, { ...this.#env, ...env }, this.#nats);
  }

  /** Runs a command to its end. */
  async run(...args: string[]): Promise<Finished> {
    return finish(this.start(...args));
  }

  /** Runs a command and parses what it prints as JSON; fails with its errors if it does not end well. */
  async json<Value>(...args: string[]): Promise<Value> {
    const { code, stdout, stderr } = await this.run(...args, '--json');
    if (code !== 0) throw new Error(`ram-sweep ${args.join(' ')} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout) as Value;
  }

  /** Looks into the store of its servers, which run already. */
  async openReader(): Promise<Reader> {
    const url = this.#env['RAM_SWEEP_DATABASE'] ?? (await findServices(this.home))?.readerUrl;
    if (url === undefined) throw new Error(`no servers run in ${this.home}`);
    return openReader({ url, name: 'program test' });
  }

  /** A study as the store has it now: for tests that wait, as a command takes a process each time. */
  async readStudy(name: string): Promise<StudySummary | null> {
    await using reader = await this.openReader();
    return await findStudySummary(reader, name);
  }

  /** The trials of a study in the same way; none where there is no such study. */
  async readTrials(study: string): Promise<TrialRow[]> {
    await using reader = await this.openReader();
    const found = await findStudySummary(reader, study);
    return found ? await readTrials(reader, found.id, { sort: 'number' }) : [];
  }

  /** Waits for the end of a study. */
  async untilComplete(study: string): Promise<void> {
    await eventually(`the end of ${study}`, async () => (await this.readStudy(study))?.state === 'complete');
  }

  /** Puts other bytes in the place of a checkpoint, as a failing disk might. */
  async overwriteCheckpoint({ name, bytes, epoch, step }: CheckpointRef): Promise<void> {
    const nats = this.#nats ?? (await findServices(this.home))?.nats;
    if (!nats) throw new Error(`no servers run in ${this.home}`);
    const { url: servers, coordinator } = nats;
    const bus = await connectBus({ servers, ...coordinator, name: 'program test', role: 'cli' });
    await bus.checkpoints.put(name, new Uint8Array(bytes), { epoch, step });
    await bus.close();
  }

  /** Starts a command and leaves it running. */
  start(...args: string[]): ChildProcess {
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...shell(), ...this.#env, RAM_SWEEP_HOME: this.home },
    });
    this.#started.add(child);
    child.once('exit', () => this.#started.delete(child));
    return child;
  }

  async writeStudy(file: string, yaml: string): Promise<string> {
    const path = join(this.home, file);
    await writeFile(path, yaml);
    return path;
  }

  /** Process ids of running workers or coordinators of this sandbox, found by the home that they inherited. */
  async pids(kind: 'worker' | 'coordinator' | 'supervise' | 'cli'): Promise<number[]> {
    const entries = { ...processFiles, supervise: 'supervise', cli: 'bin/ram-sweep.js' };
    const all = await processesOf(this.home);
    return all.filter(({ commandLine }) => commandLine.includes(entries[kind])).map(({ pid }) => pid);
  }

  /** Process id of an embedded server, if it runs: by its command line, as the id in its pid file may be reused. */
  async serverPids(server: 'nats-server' | 'postgres'): Promise<number[]> {
    const place = { 'nats-server': '--config', postgres: '-D' };
    const all = await processesOf(this.home);
    return all
      .filter(({ commandLine }) => commandLine.includes(`${server} ${place[server]} ${this.home}`))
      .map(({ pid }) => pid);
  }

  /** Everything that still runs with this home, servers included. */
  async leftovers(): Promise<string[]> {
    return (await processesOf(this.home)).map(({ pid, commandLine }) => `${pid} ${commandLine}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if ((await this.leftovers()).length > 0) await this.run('down');
    for (const child of this.#started) child.kill('SIGKILL');
    this.#lastLogs = await readLogs(this.home);
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
    await this.#stopServers();
  }
}

export function finish(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

/** What comes at all comes sooner, however busy the machine is. */
const PATIENCE_S = 240;

/** Waits until `check` gives something; fails with `what` where it never does. */
export async function eventually<Value>(
  what: string,
  check: () => Promise<Value | null | false>,
): Promise<Value> {
  const deadline = performance.now() + PATIENCE_S * 1000;
  for (;;) {
    const value = await check();
    if (value !== null && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`waited ${PATIENCE_S} s in vain: ${what}`);
    await sleep(100);
  }
}

async function processesOf(home: string): Promise<{ pid: number; commandLine: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => readProcess(Number(pid), home)));
  return found.filter((entry) => entry !== null);
}

/** Our own processes inherit the home in their environment, the servers have it in their command line. */
async function readProcess(pid: number, home: string): Promise<{ pid: number; commandLine: string } | null> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
    const commandLine = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    const belongs = environment.split('\0').includes(`RAM_SWEEP_HOME=${home}`) || commandLine.includes(home);
    await readlink(`/proc/${pid}/exe`);
    return belongs ? { pid, commandLine } : null;
  } catch {
    return null;
  }
}
