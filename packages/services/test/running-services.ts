import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type NatsConnection } from 'nats';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { inboxPrefix } from '@ram-sweep/protocol';
import { stopServices, type Services } from '../src/index.js';

const built = new URL('../dist/index.js', import.meta.url);

/** A home for this test alone, whose servers are ended with it. */
export async function temporaryHome(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'ram-sweep-services-'));
  const home = join(directory, 'home');
  onTestFinished(async () => {
    await stopServices(home);
    await rm(directory, { recursive: true, force: true });
  });
  return home;
}

/** A home for all tests of a file. */
export function homeOfFile(): () => string {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ram-sweep-services-'));
  });
  const home = () => join(directory, 'home');
  afterAll(async () => {
    await stopServices(home());
    await rm(directory, { recursive: true, force: true });
  });
  return home;
}

export async function connectAs(services: Services, role: 'coordinator' | 'worker'): Promise<NatsConnection> {
  const { user, password } = services.nats[role];
  const nc = await connect({
    servers: services.nats.url,
    user,
    pass: password,
    inboxPrefix: inboxPrefix(role),
  });
  onTestFinished(() => nc.close());
  return nc;
}

/** Runs startServices in a process of its own; resolves to what it returned. */
export function startInProcess(home: string): Promise<Services> {
  const script = `
    import { startServices } from ${JSON.stringify(built.href)};
    console.log(JSON.stringify(await startServices({ home: process.argv[1] })));`;
  return new Promise((resolve, reject) => {
    const args = ['--input-type=module', '-e', script, home];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(output) as Services) : reject(new Error(`exit code ${code}`)),
    );
  });
}

interface ServicesFile {
  readonly postgres: { readonly pid: number; readonly port: number };
  readonly nats: { readonly pid: number; readonly port: number };
}

export async function readServicesFile(home: string): Promise<ServicesFile> {
  return JSON.parse(await readFile(join(home, 'services.json'), 'utf8')) as ServicesFile;
}
