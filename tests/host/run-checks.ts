import type { Need } from './needs.js';

/** One thing that is tried on a real machine. */
export interface Check {
  readonly name: string;
  readonly needs: readonly Need[];
  /** Throws if it fails. What it tells goes into the transcript. */
  readonly run: (tell: (text: string) => void) => Promise<void>;
}

export interface Results {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly notRun: readonly string[];
  /** Names of needs that this machine does not meet. */
  readonly missing: readonly string[];
}

/**
 * Looks for what the checks need, then runs those that have all of it, one after the other, and tells of each how it
 * went, of the others what they lack.
 */
export async function runChecks(checks: readonly Check[], tell: (text: string) => void): Promise<Results> {
  const missing = await findMissing(new Set(checks.flatMap(({ needs }) => needs)), tell);
  const [passed, failed, notRun] = [[], [], []] as [string[], string[], string[]];
  for (const { name, needs, run } of checks) {
    const lacks = needs.filter((need) => missing.has(need)).map((need) => need.name);
    tell(`\n${name}`);
    if (lacks.length > 0) {
      notRun.push(name);
      tell(`  not run: it needs ${lacks.join(', ')}`);
    } else if (await passes(run, tell)) passed.push(name);
    else failed.push(name);
  }
  tell(`\n${passed.length} passed, ${failed.length} failed, ${notRun.length} not run`);
  return { passed, failed, notRun, missing: [...missing].map((need) => need.name) };
}

async function findMissing(needs: ReadonlySet<Need>, tell: (text: string) => void): Promise<Set<Need>> {
  const missing = new Set<Need>();
  tell('what the checks need');
  for (const need of needs) {
    const found = await need.find().catch((error: Error) => {
      missing.add(need);
      return `missing: ${error.message}; to get it: ${need.wayOut}`;
    });
    tell(`  ${need.name.padEnd(20)} ${found}`);
  }
  return missing;
}

async function passes(run: Check['run'], tell: (text: string) => void): Promise<boolean> {
  const began = performance.now();
  const tellIndented = (text: string): void => tell(text.replaceAll(/^(?=.)/gm, '  '));
  const failure = await run(tellIndented).then(
    () => null,
    (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  const seconds = `${((performance.now() - began) / 1000).toFixed(0)} s`;
  tellIndented(failure === null ? `passed in ${seconds}` : `failed after ${seconds}: ${failure}`);
  return failure === null;
}
