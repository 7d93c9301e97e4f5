import { Command, InvalidArgumentError } from 'commander';
import { inHome } from '@ram-sweep/services';
import { exitCodes, notFound } from '../../errors.js';
import { onInterrupt } from '../../follow/interrupts.js';
import { findLog } from '../../logs/find-log.js';
import { readEntries } from '../../logs/follow-log.js';
import { describeEntry, type LogEntry } from '../../logs/log-entries.js';
import { LogTail } from '../../logs/log-tail.js';
import { readSettings, withServerFlags } from '../../settings.js';
import { findRunningSweep } from '@ram-sweep/studies/sweep-file';
import { examples, parseCount } from '../options/arguments.js';

interface LogsFlags {
  follow?: boolean;
  worker?: number;
  since?: Date;
  lines?: number;
  json?: boolean;
}

export function logsCommand(): Command {
  const command = new Command('logs')
    .description('print what the processes of a sweep on this machine have logged, in the order of time')
    .argument('[study]', 'name of the study (default: the one whose log is newest)')
    .option('-f, --follow', 'keep printing lines as they come, until the sweep ends')
    .option('--worker <number>', 'only this worker, counted from 1', parseCount)
    .option('--since <time>', 'only from then on: 90s, 10m, 2h, 1d ago, or a date', parseSince)
    .option('-n, --lines <count>', 'only the last N lines', parseCount)
    .option('--json', 'print JSON, an object on each line')
    .addHelpText(
      'after',
      `
Reads files and asks no server. The logs of the embedded servers are beside them, in HOME/logs.
${examples(
  'ram-sweep logs -n 50',
  'ram-sweep logs mnist-28 -f',
  'ram-sweep logs mnist-28 --worker 2 --since 10m',
  'ram-sweep logs --json | grep \'"level":"warn"\'',
)}`,
    );
  return withServerFlags(command, 'home').action(async (name: string | undefined, flags: LogsFlags) => {
    const { home } = readSettings(command);
    await inHome(home, () => printLog(home, name, flags));
  });
}

async function printLog(home: string, name: string | undefined, flags: LogsFlags): Promise<void> {
  const { study, file } = await findLog(home, name);
  const over = new AbortController();
  const { restore } = onInterrupt(
    () => over.abort(),
    () => process.exit(exitCodes.interrupted),
  );
  const print = printer(flags);
  const isRunning = async (): Promise<boolean> => (await findRunningSweep(home, study)) !== null;
  const goesOn = flags.follow ? isRunning : () => Promise.resolve(false);
  let told = 0;
  for await (const entries of readEntries(new LogTail(file), flags, { goesOn, signal: over.signal })) {
    print.tell(entries);
    told += entries.length;
  }
  print.end();
  restore();
  if (flags.worker !== undefined && told === 0)
    throw notFound(
      `the log of study ${study} has no line of worker ${flags.worker}${flags.since ? ' since then' : ''}`,
      'leave out --worker to see all lines',
    );
  if (over.signal.aborted) process.exitCode = exitCodes.interrupted;
  else if (flags.follow) console.error(`no sweep of study ${study} runs on this machine`);
}

interface Printer {
  readonly tell: (entries: readonly LogEntry[]) => void;
  readonly end: () => void;
}

/** With `lines` what there is at first is held back until its last lines are known. */
function printer({ lines, json }: LogsFlags): Printer {
  const show = json ? asJson : describeEntry;
  const write = (entries: readonly LogEntry[]): void => {
    if (entries.length > 0) process.stdout.write(`${entries.map(show).join('\n')}\n`);
  };
  if (lines === undefined) return { tell: write, end: () => undefined };
  let held: LogEntry[] | null = [];
  const end = (): void => {
    write(held ?? []);
    held = null;
  };
  const tell = (entries: readonly LogEntry[]): void => {
    if (held === null) write(entries);
    else if (entries.length === 0) end();
    else held = [...held, ...entries].slice(-lines);
  };
  return { tell, end };
}

const asJson = ({ more, ...entry }: LogEntry): string =>
  JSON.stringify(more.length > 0 ? { ...entry, more } : entry);

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** A span before now, or a date as `Date` reads it. */
function parseSince(text: string, _before: unknown, now = Date.now()): Date {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) return new Date(now - Number(count) * UNITS[unit]! * 1000);
  const at = new Date(text);
  if (!/\d{4}/.test(text) || Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('write it as 90s, 10m, 2h, 1d, or 2026-11-28T14:00');
  return at;
}
