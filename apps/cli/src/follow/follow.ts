import { connectBus } from '@ram-sweep/bus';
import { timeOfDay } from '@ram-sweep/format';
import type { CopiedConfig, DashboardExit } from '@ram-sweep/dashboard';
import type { Drawing } from '@ram-sweep/dashboard/terminal';
import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { openReader, readTrial, type ActivityEnd, type Reader } from '@ram-sweep/store/read';
import { loadToDraw, readEnvironment } from '../environment.js';
import type { Servers } from '@ram-sweep/studies/servers';
import { CommandError } from '../errors.js';
import { startTracer } from '../glimpses/tracer.js';
import type { ImagePlaces } from '@ram-sweep/studies/images';
import { configText } from '../print/trial/config-text.js';
import { asDrivenHere } from '@ram-sweep/studies/sweep-presence';
import type { Place } from '../studies/sweep-presence.js';
import { drawing, takesClipboard, terminalColours } from '../terminal/streams.js';
import { onHangUp } from './interrupts.js';
import { followAsLines } from './log-lines.js';
import { Troubles } from './troubles.js';

export interface Followed {
  readonly study: { readonly id: string; readonly name: string };
  /** Where its sweep would run on this machine. */
  readonly place: Place;
  readonly images: ImagePlaces;
  readonly servers: Servers;
  /** Of the sweep, where it runs on this machine. */
  readonly logFile: string;
  /** Ends the following, with the study or for another reason. */
  readonly ended: AbortSignal;
  /** Plain lines even on a terminal. */
  readonly plain: boolean;
  /** Whether Ctrl-C ends the sweep, and not the following alone. */
  readonly drives: boolean;
  /** Plain lines tell what came after it alone. */
  readonly since?: ActivityEnd;
}

export const showsDashboard = (plain: boolean): boolean => !plain && drawing().draws;

/** Shows a study until it ends or the person leaves: the dashboard where it can be drawn, plain lines elsewhere. */
export async function follow(followed: Followed): Promise<DashboardExit> {
  const { study, servers, logFile, ended, plain, since } = followed;
  if (!plain) explainLines(drawing());
  const reader = await openReader({ url: servers.readerUrl, name: 'ram-sweep watch' });
  try {
    if (showsDashboard(plain)) return await showDashboard(reader, followed);
    const takesTokens = servers.embedded !== null;
    await followAsLines({ reader, study: study.id, logFile, takesTokens, since }, printLine, ended);
    return 'ended';
  } finally {
    await reader.close();
  }
}

/** A person at a terminal expects the dashboard; who reads from a pipe does not. */
function explainLines(found: Drawing): void {
  if (!found.draws && process.stdout.isTTY)
    console.error(`plain lines instead of the dashboard: ${found.why}`);
}

const printLine = (line: string, at = new Date()): void => console.log(`${timeOfDay(at)} ${line}`);

/** A trouble is on the screen for as long as it is told again within this time. */
const TROUBLE_AGAIN_MS = 3_000;

async function showDashboard(
  reader: Reader,
  { study, place, images: { dataDir, cacheDir }, servers, logFile, ended, drives }: Followed,
): Promise<DashboardExit> {
  const stopTrial = (trial: number): Promise<string> => askToStop(servers, study.id, trial);
  const troubles = await Troubles.from(logFile, TROUBLE_AGAIN_MS);
  // Ink and React are a world of their own, and plain lines need none of it.
  const { runDashboard } = await loadToDraw(() => import('@ram-sweep/dashboard'));
  const hangUp = onHangUp();
  try {
    const exit = await runDashboard({
      reader,
      studyId: study.id,
      stopTrial,
      drives,
      isDriven: async (summary) => (await asDrivenHere(place, summary)).driven,
      troubles: () => troubles.next(),
      // The end of a sweep leaves what it found on the screen; Ctrl-C ends the watching.
      ...(drives ? { over: ended } : {}),
      signal: AbortSignal.any(drives ? [hangUp.signal] : [ended, hangUp.signal]),
      colours: !readEnvironment().noColour,
      pictures: terminalColours(),
      clipboard: takesClipboard(),
      trace: (trial, tell) =>
        startTracer({ images: { dataDir, cacheDir }, servers, study: study.id, trial }, tell),
      configOf: (trial, columns) => configOf(reader, study, trial, columns),
    });
    return hangUp.signal.aborted ? 'left' : exit;
  } finally {
    hangUp.restore();
  }
}

async function configOf(
  reader: Reader,
  study: Followed['study'],
  number: number,
  columns: number,
): Promise<CopiedConfig> {
  const trial = await readTrial(reader, study.id, number);
  if (trial === null) throw new CommandError(`there is no trial ${number} any more`, 'not-found');
  if (trial.state === 'planned') throw new CommandError(`trial ${number} has no params yet`, 'not-found');
  return configText(trial.config, columns);
}

async function askToStop(servers: Servers, study: string, trial: number): Promise<string> {
  const bus = await connectBus(servers.commandBus);
  try {
    const command = { version: PROTOCOL_VERSION, kind: 'stop-trial', study, trial } as const;
    return (await bus.commands.request(command, { timeoutMs: 5_000 })).message;
  } finally {
    await bus.close();
  }
}
