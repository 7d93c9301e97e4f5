import { hostname, tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import type { Need } from './needs.js';
import { runChecks, type Check } from './run-checks.js';
import { scrub } from './transcript.js';

/*
 * The frame of `npm run test:host`: what it says and how it ends, on a machine of which we choose what it has.
 */
const has: Need = { name: 'loom', find: async () => 'loom 2', wayOut: 'weave one' };
const lacks: Need = {
  name: 'anvil',
  find: () => Promise.reject(new Error('there is no anvil')),
  wayOut: 'forge one',
};

const passing: Check = { name: 'weaves', needs: [has], run: async (tell) => tell('a yard\nof cloth') };
const unmet: Check = { name: 'hammers', needs: [has, lacks], run: () => Promise.reject(new Error('ran')) };
const failing: Check = { name: 'tears', needs: [], run: () => Promise.reject(new Error('it holds')) };

async function runAll(...checks: Check[]) {
  const told: string[] = [];
  return { results: await runChecks(checks, (text) => told.push(text)), told: told.join('\n') };
}

it('runs what has all that it needs, and says of the others what they lack and how to get it', async () => {
  const { results, told } = await runAll(passing, unmet);
  expect(results).toEqual({ passed: ['weaves'], failed: [], notRun: ['hammers'], missing: ['anvil'] });
  expect(told).toMatch(/^ {2}loom +loom 2$/m);
  expect(told).toMatch(/^ {2}anvil +missing: there is no anvil; to get it: forge one$/m);
  expect(told).toContain('\nhammers\n  not run: it needs anvil\n');
  expect(told).toMatch(/\nweaves\n {2}a yard\n {2}of cloth\n {2}passed in \d+ s\n/);
  expect(told).toMatch(/\n1 passed, 0 failed, 1 not run$/);
});

it('goes on after a check that fails, and says why it did', async () => {
  const { results, told } = await runAll(failing, passing);
  expect(results).toMatchObject({ passed: ['weaves'], failed: ['tears'] });
  expect(told).toMatch(/\ntears\n {2}failed after \d+ s: Error: it holds\n/);
});

it('names neither folders nor the host in a transcript, and leaves columns where they are', () => {
  const places = { folder: '/srv/clone', home: '/home/eve', temporary: '/scratch', host: 'lab-7' };
  expect(scrub('/srv/clone/a.js /home/eve/b /scratch/c', places)).toBe('./a.js ~/b $TMPDIR/c');
  expect(scrub('lab-7-123-ab  1/1 busy', places)).toBe('host--123-ab  1/1 busy');
  expect(scrub('lab-1-7', { ...places, host: 'lab.1' })).toBe('host--7');
  expect(scrub('collab-70', places)).toBe('collab-70');
  const long = { ...places, host: 'gpu-node-17-of-the-laboratory' };
  expect(scrub('gpu-node-17-of-the…  busy', long)).toBe('host--------------…  busy');
  expect(scrub(`${process.cwd()} ${tmpdir()} ${hostname()}-1`)).not.toContain(process.cwd());
});
