import { setTimeout as sleep } from 'node:timers/promises';
import { RandomStream } from '@ram-sweep/random';
import type { Reader, TrialRow } from '@ram-sweep/store/read';
import { finish, Sandbox } from '../tests/program/sandbox.js';
import { faults, nameOf, type Fault, type Target } from './faults.js';
import { hasRecovered, type Hit } from './recovery.js';
import type { Report, Strike } from './report.js';
import { searchStudy } from './search-study.js';
import { doFault, type Scene } from './strike.js';
import { SweepUnderTest } from './sweep-under-test.js';
import { compare, readOutcome, type Outcome, type Verdict } from '../tests/faults/verdict.js';

export interface CampaignOptions {
  readonly seed: number;
  /** Faults in all; the study that runs then is left to complete. */
  readonly kills: number;
  /** No more faults after this time. */
  readonly minutes: number;
  readonly leaseSeconds: number;
  /** Names of faults, such as `kill worker`; all by default. */
  readonly only?: readonly string[];
  readonly trials: number;
  readonly epochs: number;
  readonly log: (line: string) => void;
}

const PATIENCE_MS = 90_000;
const LONGEST_REST_MS = 1_500;
/** How many strikes hit two things at once: one in this many. */
const TWO_AT_ONCE = 6;
/**
 * A trial that is hit three times without an epoch counts as one that kills its workers, which is no fault here.
 * One strike at the same epoch and the one before, whose epochs were recorded late, make two.
 */
const STRIKES_AT_AN_EPOCH = 1;

/**
 * Trains one study undisturbed, a search that learns and prunes, then the same study under other names over and over,
 * while faults strike, until there were enough; compares each with the undisturbed one.
 */
export async function runCampaign(options: CampaignOptions): Promise<Report> {
  const sandbox = await Sandbox.create();
  try {
    const campaign = await Campaign.begin(sandbox, options);
    const report = await campaign.run();
    await sandbox.run('down');
    return { ...report, leftBehind: await sandbox.leftovers() };
  } finally {
    await sandbox[Symbol.asyncDispose]();
  }
}

class Campaign {
  readonly #sandbox: Sandbox;
  readonly #options: CampaignOptions;
  readonly #reader: Reader;
  readonly #undisturbed: Outcome;
  readonly #random: RandomStream;
  readonly #strikes: Strike[] = [];
  readonly #began = performance.now();

  private constructor(sandbox: Sandbox, options: CampaignOptions, reader: Reader, undisturbed: Outcome) {
    this.#sandbox = sandbox;
    this.#options = options;
    this.#reader = reader;
    this.#undisturbed = undisturbed;
    this.#random = RandomStream.of(options.seed, 'chaos');
  }

  static async begin(sandbox: Sandbox, options: CampaignOptions): Promise<Campaign> {
    const file = await sandbox.writeStudy('undisturbed.yaml', searchStudy('undisturbed', options));
    const { code, stderr } = await finish(sandbox.start('start', file, '--plain', ...flagsOf(options)));
    if (code !== 0) throw new Error(`the undisturbed study ended with ${code}: ${stderr}`);
    const reader = await sandbox.openReader();
    return new Campaign(sandbox, options, reader, await readOutcome(reader, 'undisturbed'));
  }

  async run(): Promise<Omit<Report, 'leftBehind'>> {
    const verdicts: Verdict[] = [];
    let resumed = 0;
    while (!this.#isEnough() || verdicts.length === 0) {
      const name = `disturbed-${verdicts.length + 1}`;
      resumed += await this.#disturb(name);
      verdicts.push(compare(name, await readOutcome(this.#reader, name), this.#undisturbed));
    }
    await this.#reader.close();
    return {
      seed: this.#options.seed,
      seconds: (performance.now() - this.#began) / 1000,
      studies: verdicts.length,
      trials: verdicts.length * this.#undisturbed.trials.size,
      resumed,
      strikes: this.#strikes,
      verdict: {
        lost: verdicts.flatMap(({ lost }) => lost),
        duplicated: verdicts.flatMap(({ duplicated }) => duplicated),
        differing: verdicts.flatMap(({ differing }) => differing),
      },
    };
  }

  #isEnough(): boolean {
    const { kills, minutes } = this.#options;
    const struck = this.#strikes.reduce((count, { faults: hit }) => count + hit.length, 0);
    return struck >= kills || performance.now() - this.#began > minutes * 60_000;
  }

  /** Runs one study to its end, disturbed; says how often it had to be resumed. */
  async #disturb(name: string): Promise<number> {
    const { log } = this.#options;
    const file = await this.#sandbox.writeStudy(`${name}.yaml`, searchStudy(name, this.#options));
    const sweep = new SweepUnderTest(this.#sandbox, this.#reader, name, flagsOf(this.#options));
    sweep.start(file);
    const struck = new Map<number, Struck>();
    for (;;) {
      const running = await this.#readyToStrike(sweep, struck);
      if (!running) break;
      await sleep(this.#random.integer(0, LONGEST_REST_MS));
      const strike = await this.#strike(sweep, running);
      if (strike.faults.length === 0) continue;
      this.#strikes.push(strike);
      log(
        `${name}: ${strike.faults.join(' and ')}: ${strike.seconds === null ? 'not trained again' : `${strike.seconds.toFixed(1)} s`}`,
      );
    }
    log(`${name}: over, resumed ${sweep.resumed} times`);
    return sweep.resumed;
  }

  /** The running trials, once there are some that may be struck; null when the study is over. */
  async #readyToStrike(sweep: SweepUnderTest, struck: Map<number, Struck>): Promise<TrialRow[] | null> {
    const deadline = performance.now() + 5 * PATIENCE_MS;
    for (;;) {
      if (await sweep.isOver()) return null;
      const running = ((await sweep.trials()) ?? []).filter(({ state }) => state === 'running');
      if (running.length > 0 && !this.#isEnough() && running.every((trial) => mayBeStruck(trial, struck))) {
        countStrikes(running, struck);
        return running;
      }
      if (performance.now() > deadline) throw new Error(`study ${sweep.name} is stuck`);
      await sleep(100);
    }
  }

  async #strike(sweep: SweepUnderTest, running: readonly TrialRow[]): Promise<Strike> {
    const scene: Scene = {
      sandbox: this.#sandbox,
      running,
      front: sweep.front,
      pauseMs: this.#options.leaseSeconds * 1_500,
      pick: (pids) => pids[this.#random.integer(0, Math.max(0, pids.length - 1))],
    };
    const count = this.#random.integer(1, TWO_AT_ONCE) === 1 ? 2 : 1;
    const began = performance.now();
    const hits = new Map<string, Hit>();
    // No target twice: what is killed while it is paused leaves children of Postgres that nobody wakes.
    const targets = new Set<Target>();
    for (const fault of this.#shuffledFaults()) {
      if (targets.has(fault.target)) continue;
      const hit = hits.size < count ? await doFault(fault, scene) : null;
      if (!hit) continue;
      hits.set(nameOf(fault), hit);
      targets.add(fault.target);
    }
    const recovered = await Promise.all(
      [...hits.values()].map((hit) => hasRecovered(sweep, hit, PATIENCE_MS)),
    );
    const seconds = recovered.every(Boolean) ? (performance.now() - began) / 1000 : null;
    await Promise.all([...hits.values()].map(({ over }) => over));
    return { faults: [...hits.keys()], seconds };
  }

  #shuffledFaults(): Fault[] {
    const { only } = this.#options;
    const candidates = faults.filter((fault) => !only || only.includes(nameOf(fault)));
    return [...this.#random.permutation(candidates.length)].map((index) => candidates[index]!);
  }
}

function flagsOf({ leaseSeconds }: CampaignOptions): string[] {
  return ['--workers', '2', '--threads', '1', '--lease', String(leaseSeconds)];
}

interface Struck {
  readonly epochs: number;
  readonly times: number;
}

function mayBeStruck({ number, epochs }: TrialRow, struck: ReadonlyMap<number, Struck>): boolean {
  const before = struck.get(number);
  return before === undefined || before.epochs !== epochs || before.times < STRIKES_AT_AN_EPOCH;
}

/** Each strike of a trial, and how many there were at this epoch of it. */
function countStrikes(running: readonly TrialRow[], struck: Map<number, Struck>): void {
  for (const { number, epochs } of running) {
    const before = struck.get(number);
    struck.set(number, { epochs, times: before?.epochs === epochs ? before.times + 1 : 1 });
  }
}
