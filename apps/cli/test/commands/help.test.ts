import { describe, expect, it } from 'vitest';
import type { Command } from 'commander';
import { bestCommand } from '../../src/commands/results/best.js';
import { dataCommand } from '../../src/commands/machine/data.js';
import { deleteCommand } from '../../src/commands/results/delete.js';
import { doctorCommand } from '../../src/commands/machine/doctor.js';
import { tokensCommand } from '../../src/commands/machine/tokens.js';
import { downCommand } from '../../src/commands/machine/down.js';
import { exportCommand } from '../../src/commands/results/export.js';
import { glimpsesCommand } from '../../src/commands/results/glimpses.js';
import { reportCommand } from '../../src/commands/results/report.js';
import { notifyCommand } from '../../src/commands/machine/notify.js';
import { logsCommand } from '../../src/commands/sweep/logs.js';
import { completionCommand } from '../../src/commands/machine/completion.js';
import { initCommand } from '../../src/commands/study-file/init.js';
import { validateCommand } from '../../src/commands/study-file/validate.js';
import { resumeCommand } from '../../src/commands/sweep/resume.js';
import { serveCommand } from '../../src/commands/results/serve.js';
import { showCommand } from '../../src/commands/results/show.js';
import { startCommand } from '../../src/commands/sweep/start.js';
import { stopCommand } from '../../src/commands/sweep/stop.js';
import { studiesCommand } from '../../src/commands/results/studies.js';
import { testCommand } from '../../src/commands/results/test.js';
import { trialsCommand } from '../../src/commands/results/trials.js';
import { watchCommand } from '../../src/commands/sweep/watch.js';
import { workerCommand } from '../../src/commands/sweep/worker.js';

const HOME = ['--home'];
const DATABASE = ['--database', '--database-ca'];
const NATS = ['--nats', '--nats-creds', '--nats-ca', '--nats-cert', '--nats-key'];
const ALL = [...HOME, ...DATABASE, ...NATS];

const sweeping = [startCommand(), resumeCommand(), watchCommand(), stopCommand(), deleteCommand()];
const computing = [testCommand(), reportCommand(), glimpsesCommand()];
const reading = [
  bestCommand(),
  studiesCommand(),
  trialsCommand(),
  showCommand(),
  exportCommand(),
  notifyCommand(),
];
const named = (commands: Command[], flags: string[]): [string, Command, string[]][] =>
  commands.map((command) => [command.name(), command, flags]);

describe('the help of', () => {
  it.each([
    ...named([...sweeping, ...computing, serveCommand()], ALL),
    ...named(reading, [...HOME, ...DATABASE]),
    ...named([workerCommand()], [...HOME, ...NATS]),
    ...named([doctorCommand(), downCommand(), logsCommand(), tokensCommand()], HOME),
    ...named([dataCommand(), initCommand(), validateCommand(), completionCommand()], []),
  ])('%s shows the servers that it uses', (_, command, flags) => {
    const shown = command.createHelp().visibleOptions(command);
    expect(shown.map(({ long }) => long).filter((long) => ALL.includes(long!))).toEqual(flags);
  });

  it('all that need images says the same of where they come from', () => {
    const needy = [
      startCommand(),
      resumeCommand(),
      workerCommand(),
      dataCommand(),
      doctorCommand(),
      validateCommand(),
      ...computing,
    ];
    const said = needy.map(({ options }) => options.find(({ long }) => long === '--data-dir')?.description);
    expect(new Set(said).size).toBe(1);
    expect(said[0]).toContain('downloaded to the cache');
  });
});

it('a command takes the flags of servers that it does not use: one list of them serves all', () => {
  const servers = ['--database', 'postgres://own/db', '--nats', 'nats://own'];
  const { unknown } = bestCommand().parseOptions(servers);
  expect(unknown).toEqual([]);
});

it.each([
  ['export', exportCommand()],
  ['report', reportCommand()],
])('%s takes a file to write to as --output', (_, command) => {
  expect(command.parseOptions(['--output', 'file']).unknown).toEqual([]);
  expect(command.opts()).toMatchObject({ output: 'file' });
});
