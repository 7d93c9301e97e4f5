import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { processStart } from '@ram-sweep/services';
import { expect, onTestFinished, test } from 'vitest';
import { findRunningSweep } from '../src/drive/sweep-file.js';

const built = new URL('../dist/drive/sweep-file.js', import.meta.url).href;
const SUPERVISORS = 4;
const ROUNDS = 15;

/** Claims each study that it is told of and keeps it; says who has it after that. */
const script = `
  import { createInterface } from 'node:readline';
  import { claimSweepFile } from ${JSON.stringify(built)};
  const home = process.argv[2];
  console.log('ready');
  for await (const study of createInterface({ input: process.stdin })) {
    console.log(await claimSweepFile(home, { study, nats: ['nats://127.0.0.1:4222'] }).then(() => 'won', (error) => error.message));
  }
`;

/** No process has an id above 2 ** 22 (proc(5), pid_max). */
const dead = (home: string, study: string) => ({
  pid: 2 ** 22 + 1,
  processStart: '1',
  home,
  study,
  startedAt: '2026-01-01',
});

async function newHome(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-sweeps-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const home = join(folder, 'home');
  await mkdir(join(home, 'sweeps'), { recursive: true });
  return home;
}

test('of supervisors that find the file of a dead one at the same time, one has the study', async () => {
  const home = await newHome();
  const supervisors = await Promise.all(Array.from({ length: SUPERVISORS }, () => supervisor(home)));
  for (let round = 0; round < ROUNDS; round += 1) {
    const study = `study-${round}`;
    await writeFile(fileOf(home, study), JSON.stringify(dead(home, study)));
    expect(await findRunningSweep(home, study)).toBeNull();
    const answers = await Promise.all(supervisors.map(({ claim }) => claim(study)));
    const winner = supervisors[answers.indexOf('won')];
    const lost = `study ${study} is already running (pid ${winner?.pid})`;
    expect(answers.toSorted()).toEqual([...answers.slice(1).map(() => lost), 'won']);
    expect(await findRunningSweep(home, study)).toMatchObject({ pid: winner?.pid, study });
    expect(JSON.parse(await readFile(fileOf(home, study), 'utf8'))).toEqual({
      pid: winner?.pid,
      processStart: await processStart(Number(winner?.pid)),
      home: await realpath(home),
      study,
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      nats: ['nats://127.0.0.1:4222'],
    });
  }
  expect(await readdir(join(home, 'sweeps'))).toHaveLength(ROUNDS);
});

test('a supervisor works on its home by whatever path, and where that was moved, but on no copy of it', async () => {
  const home = await newHome();
  const [copy, link, moved] = ['copy', 'link', 'moved'].map((name) => join(home, '..', name)) as [
    string,
    string,
    string,
  ];
  await symlink(home, link);
  const first = await supervisor(link);
  expect(await first.claim('small')).toBe('won');
  await cp(home, copy, { recursive: true });

  expect(await findRunningSweep(home, 'small')).toMatchObject({ pid: first.pid });
  expect(await findRunningSweep(link, 'small')).toMatchObject({ pid: first.pid });
  expect(await findRunningSweep(copy, 'small')).toBeNull();
  const second = await supervisor(copy);
  expect(await second.claim('small')).toBe('won');
  expect(await (await supervisor(home)).claim('small')).toContain(`(pid ${first.pid})`);

  await rename(home, moved);
  expect(await findRunningSweep(moved, 'small')).toMatchObject({ pid: first.pid });
});

const fileOf = (home: string, study: string) => join(home, 'sweeps', `${study}.json`);

interface Supervisor {
  readonly pid: number | undefined;
  /** Tells it to claim a study. Returns what it says of that. */
  readonly claim: (study: string) => Promise<string>;
}

/** A process that counts as a supervisor, ready to claim. */
async function supervisor(home: string): Promise<Supervisor> {
  const args = ['--input-type=module', '--eval', script, 'supervise', home];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout! });
  const nextLine = async () => String((await once(lines, 'line'))[0]);
  expect(await nextLine()).toBe('ready');
  const claim = (study: string) => {
    const answer = nextLine();
    child.stdin!.write(`${study}\n`);
    return answer;
  };
  return { pid: child.pid, claim };
}
