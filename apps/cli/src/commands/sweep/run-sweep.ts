import {
  activityEnd,
  findStudySummary,
  openReader,
  readFailures,
  type ActivityEnd,
  type StudySummary,
} from '@ram-sweep/store/read';
import { exitCodes } from '../../errors.js';
import { follow, type Followed } from '../../follow/follow.js';
import { onInterrupt } from '../../follow/interrupts.js';
import { describeTargets } from '../../notifications/describe-targets.js';
import { launch, sweepFailure, type LaunchedSweep, type PlannedSweep } from '@ram-sweep/studies/drive';
import { readFrom, type Servers } from '@ram-sweep/studies/servers';
import { findRunningSweep, runsAlready, waitForSweep } from '@ram-sweep/studies/sweep-file';
import { endCode } from '../../studies/end-code.js';
import { describeSharing } from '../../studies/shared-workers.js';
import { findWinner, isFruitless, readProvenance } from '@ram-sweep/results';
import { endScreen } from '../../print/end-screen.js';
import { describeFruitless, explainFailures } from '../../print/failures.js';
import { fileLink } from '../../print/hyperlink.js';
import { propose } from '../../print/command/propose.js';
import type { SweepFlags } from './sweep-flags.js';

type StudyId = Pick<StudySummary, 'id' | 'name'>;

/** Runs the processes of a study and shows it, to its end or until the person stops it or leaves. */
export async function runSweep(
  plan: PlannedSweep,
  servers: Servers,
  study: StudyId,
  flags: SweepFlags,
): Promise<number> {
  const { since, sharing } = await lookAround(servers, study);
  if (sharing !== null) console.error(`note: ${sharing}`);
  if (plan.notify.targets.length > 0)
    console.log(`notifications go to ${describeTargets(plan.notify.targets)}`);
  const sweep = await launch({ ...plan, study: { id: study.id, name: study.name } });
  if (flags.detach) {
    // From then on `stop` and `pause` find it.
    await Promise.race([sweep.ended, waitForSweep(plan.home, study.name)]);
    sweep.leave();
    sayFarewell(study, `runs in the background; its log is ${fileLink(sweep.logFile, process.stdout)}`);
    return exitCodes.ok;
  }
  return accompany(sweep, servers, study, {
    plain: flags.plain ?? false,
    images: plan,
    home: plan.home,
    since,
  });
}

/** What happened before the sweep, which is not told again, and who else uses its servers. */
const lookAround = (
  servers: Servers,
  study: StudyId,
): Promise<{ readonly since: ActivityEnd; readonly sharing: string | null }> =>
  readFrom(servers, async (reader) => ({
    since: await activityEnd(reader, study.id),
    sharing: await describeSharing(reader, study),
  }));

function sayFarewell({ name }: StudyId, how: string): void {
  console.log(`study ${name} ${how}`);
  console.log(`  follow it   ${propose(`watch ${name}`)}\n  end it      ${propose(`stop ${name}`)}`);
}

async function accompany(
  sweep: LaunchedSweep,
  servers: Servers,
  study: StudyId,
  { home, plain, images, since }: Pick<Followed, 'plain' | 'images' | 'since'> & { readonly home: string },
): Promise<number> {
  const over = new AbortController();
  let interrupted = false;
  const ended = sweep.ended.then((code) => {
    over.abort();
    return code;
  });
  const stop = (): void => {
    interrupted = true;
    console.error(
      'stopping: running trials are checkpointed and go back to the queue (Ctrl-C again to force)',
    );
    sweep.stop();
  };
  const { interrupt, restore } = onInterrupt(stop, () => sweep.kill());
  try {
    const exit = await follow({
      study,
      // Its supervisor is on this machine, wherever the servers are.
      place: { home, database: undefined },
      images,
      servers,
      logFile: sweep.logFile,
      ended: over.signal,
      plain,
      drives: true,
      since,
    });
    if (exit === 'left') {
      sweep.leave();
      sayFarewell(study, 'continues in the background');
      return exitCodes.ok;
    }
    if (exit === 'interrupted') interrupt();
    const code = await ended;
    if (code === exitCodes.failure) await requireNoOther(home, study);
    return await report(code, sweep, servers, study, interrupted);
  } finally {
    restore();
  }
}

/** Of two that were started at once the other one runs: throws as the later of two does. */
async function requireNoOther(home: string, { name }: StudyId): Promise<void> {
  const other = await findRunningSweep(home, name);
  if (other) throw runsAlready(name, other.pid);
}

async function report(
  code: number,
  sweep: LaunchedSweep,
  servers: Servers,
  study: StudyId,
  interrupted: boolean,
): Promise<number> {
  if (code === exitCodes.ok) {
    return printOutcome(servers, study, sweep.logFile);
  }
  if (code === exitCodes.stopped || interrupted) {
    console.log(`study ${study.name} is stopped; continue with: ${propose(`resume ${study.name}`)}`);
    return interrupted ? exitCodes.interrupted : exitCodes.stopped;
  }
  throw sweepFailure(study.name, code, sweep);
}

/**
 * What a person wants to know when a study is complete, and how to ask again. Returns the exit code, which is that of a
 * failure where trials failed and none ended otherwise. `logFile`: of its sweep.
 */
export async function printOutcome(servers: Servers, study: StudyId, logFile: string): Promise<number> {
  const reader = await openReader({ url: servers.readerUrl, name: 'ram-sweep' });
  try {
    const summary = await findStudySummary(reader, study.id);
    if (!summary) return exitCodes.ok;
    const failures = await readFailures(reader, summary.id);
    if (isFruitless(summary)) {
      console.log(`\n${describeFruitless(summary, failures, logFile)}`);
      return endCode(summary);
    }
    const winner = await findWinner(reader, summary.id);
    const provenance = await readProvenance(reader, summary.id);
    process.stdout.write(endScreen({ study: summary, winner, provenance, failures }));
    if (failures.length > 0) console.log(`\n${explainFailures(summary, failures).join('\n')}`);
    return endCode(summary);
  } finally {
    await reader.close();
  }
}
