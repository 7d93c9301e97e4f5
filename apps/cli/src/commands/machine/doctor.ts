import { bytes, counted } from '@ram-sweep/format';
import { availableParallelism, totalmem } from 'node:os';
import { Command } from 'commander';
import { findImageSets } from '@ram-sweep/dataset';
import { findNatsServer, findPostgres, findServices } from '@ram-sweep/services';
import { readJoining } from '@ram-sweep/services/joining';
import { listGpus, probeEngines } from '@ram-sweep/engines';
import { measureEngine } from '@ram-sweep/engines/measure';
import { examineRoom } from '../../doctor/examine-room.js';
import type { Finding } from '../../doctor/finding.js';
import { commandsInThisShell } from '../../print/command/in-this-shell.js';
import { formatRows } from '../../print/format/format.js';
import type { Format } from '../../print/format/formats.js';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { chosenFormat, dataDirOption, examples, formatOption, jsonOption } from '../options/arguments.js';

interface Flags {
  dataDir?: string;
  format: Format;
  json?: boolean;
}

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description(
      'look at this machine: engines, how fast they are and which is chosen, GPUs, servers, data, free disk and memory',
    )
    .addOption(dataDirOption())
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText('after', examples('ram-sweep doctor', 'ram-sweep doctor --json'));
  return withServerFlags(command, 'home').action(async (flags: Flags) => {
    const settings = readSettings(command);
    const findings = await examine({ ...settings, dataDir: flags.dataDir ?? settings.dataDir });
    const columns = [
      { title: '', value: ({ ok }: Finding) => (ok ? 'ok' : '–') },
      { title: 'what', value: ({ what }: Finding) => what },
      { title: 'detail', value: ({ detail }: Finding) => detail },
    ];
    process.stdout.write(
      await formatRows(chosenFormat(flags), findings, columns, (finding) => ({ ...finding })),
    );
  });
}

async function examine(settings: Settings): Promise<Finding[]> {
  const gpus = await listGpus();
  const { cacheDir, dataDir, natsServer: path } = settings;
  return [
    { what: 'node', ok: true, detail: `${process.version} on ${process.platform}-${process.arch}` },
    { what: 'machine', ok: true, detail: `${availableParallelism()} cores, ${bytes(totalmem())} of memory` },
    ...(await examineRoom(settings)),
    {
      what: 'GPUs',
      ok: gpus.length > 0,
      detail: gpus.map(({ name }) => name).join(', ') || 'none found (nvidia-smi)',
    },
    ...(await examineEngines()),
    ...(settings.database ? [] : [await examinePostgres()]),
    await examineNats({ cacheDir, ...(path ? { path } : {}) }),
    await examineServices(settings.home),
    ...(await examineJoining(settings.home)),
    ...(await findImageSets({ ...(dataDir ? { dataDir } : {}), cacheDir })).map(
      ({ name, available, source }) => ({
        what: `data ${name}`,
        ok: available,
        detail: source,
      }),
    ),
  ];
}

async function examineEngines(): Promise<Finding[]> {
  const probes = await probeEngines();
  const chosen = probes.find(({ available }) => available)?.engine;
  const findings: Finding[] = [];
  for (const { engine, available, reason } of probes) {
    const measured = available ? `, ${(await measureEngine(engine)).toFixed(1)} ms a training step` : '';
    const why = engine === chosen ? ' (chosen: the first of this order that runs here)' : '';
    findings.push({ what: `engine ${engine}`, ok: available, detail: `${reason}${measured}${why}` });
  }
  return findings;
}

async function examineNats(options: { cacheDir: string; path?: string }): Promise<Finding> {
  try {
    const { path, version, source } = await findNatsServer({ ...options, download: false });
    return { what: 'nats-server', ok: true, detail: `${version} at ${path} (${source})` };
  } catch (error) {
    return { what: 'nats-server', ok: false, detail: explain(error) };
  }
}

/** One of the user's own makes it needless. */
async function examinePostgres(): Promise<Finding> {
  const what = 'embedded Postgres';
  try {
    const { path, version } = await findPostgres();
    return { what, ok: true, detail: `${version} at ${path}` };
  } catch (error) {
    return { what, ok: false, detail: explain(error) };
  }
}

async function examineServices(home: string): Promise<Finding> {
  const what = 'embedded servers';
  try {
    const isUp = (await findServices(home)) !== null;
    return { what, ok: true, detail: isUp ? `running in ${home}` : `not running; their home is ${home}` };
  } catch (error) {
    return { what, ok: false, detail: explain(error) };
  }
}

/** Nothing is said of a home that never listened for workers on other machines. */
async function examineJoining(home: string): Promise<Finding[]> {
  const joining = await readJoining(home).catch(() => null);
  if (joining === null) return [];
  const { listen, addresses, isListening, tokens } = joining;
  const where = addresses.join(', ');
  const state = isListening ? `may join at ${where}` : `cannot join: nobody listens at ${where} now`;
  const detail = listen === null ? 'cannot join: this home does not listen any more' : state;
  return [
    { what: 'other machines', ok: isListening, detail: `${detail}; ${counted(tokens.length, 'token')}` },
  ];
}

const explain = (error: unknown): string =>
  commandsInThisShell(error instanceof Error ? error.message : String(error));
