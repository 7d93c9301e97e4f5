import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

/* What the script for SLURM asks srun for. SLURM itself is in a check of `npm run test:host`. */

const script = fileURLToPath(new URL('../../infra/slurm/workers.sbatch', import.meta.url));
const TOKEN = 'rsj1_AbC-d_e9';

/** Runs the script in a job with these variables, where srun says what it was given. */
async function job(env: Readonly<Record<string, string>>, tokenFile?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-slurm-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [srun, file] = [join(folder, 'srun'), join(folder, 'join')];
  await writeFile(
    srun,
    '#!/bin/sh\necho "join: ${RAM_SWEEP_JOIN-}"\nfor word in "$@"; do echo "$word"; done\n',
  );
  await chmod(srun, 0o755);
  if (tokenFile !== undefined) await writeFile(file, tokenFile);
  const variables = {
    PATH: `${folder}:${process.env['PATH']}`,
    SLURM_JOB_ID: '7',
    ...(tokenFile === undefined ? {} : { RAM_SWEEP_JOIN_FILE: file }),
    ...env,
  };
  return new Promise<{ code: number; lines: string[] }>((resolve) => {
    execFile('bash', [script], { env: variables }, (error, stdout) =>
      resolve({ code: Number(error?.code ?? 0), lines: stdout.trim().split('\n') }),
    );
  });
}

it('asks for all CPUs of the job, which a step is not given by itself', async () => {
  const { code, lines } = await job({ SLURM_CPUS_PER_TASK: '6' });
  expect(code).toBe(0);
  expect(lines).toEqual(expect.arrayContaining(['--cpus-per-task=6', 'ram-sweep', 'worker']));
  expect(lines[lines.indexOf('--threads') + 1]).toBe('6');
  expect(lines).toContain('join: ');
});

it.each([
  ['the line that `tokens show` prints', `RAM_SWEEP_JOIN='${TOKEN}' npx ram-sweep worker\n`],
  ['a token alone', `${TOKEN}\n`],
])('takes a token from a file with %s, into a variable and no command line', async (_, text) => {
  const { code, lines } = await job({}, text);
  expect(code).toBe(0);
  expect(lines.filter((line) => line.includes(TOKEN))).toEqual([`join: ${TOKEN}`]);
});

it('says so where the file has no token, and starts nothing', async () => {
  const { code, lines } = await job({}, 'nothing\n');
  expect(code).toBe(2);
  expect(lines.at(-1)).toMatch(/there is no join token in .*join$/);
  expect(lines).not.toContain('worker');
});
