import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckpointRef } from '@ram-sweep/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';

interface PrintedPath {
  readonly trial: number;
  readonly image: number;
  readonly label: number;
  readonly answer: number;
  readonly probabilities: readonly number[];
  readonly glimpses: readonly {
    readonly x: number;
    readonly windows: readonly { readonly side: number }[];
  }[];
}

describe('pictures of a study', () => {
  let sandbox: Sandbox;
  let page: string;

  beforeAll(async () => {
    sandbox = await Sandbox.onFreshServers();
    const file = await sandbox.writeStudy('small.yaml', smallStudy('small'));
    expect((await sandbox.run('start', file, '--plain')).code).toBe(0);
    expect((await sandbox.run('test', 'small')).code).toBe(0);
    const written = await report('report.html');
    expect(written.code).toBe(0);
    ({ page } = written);
  });

  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
  });

  const report = async (file: string) => {
    const path = join(sandbox.home, file);
    const finished = await sandbox.run('report', 'small', '--output', path);
    return { ...finished, page: await readFile(path, 'utf8') };
  };

  it('are a page with the paths of the best model over right and wrong images', () => {
    expect(page).toContain('<h1>small</h1>');
    expect(page.match(/<figure class="path">/g)?.length).toBeGreaterThan(1);
    expect(page).not.toContain('cannot be shown');
  });

  it('have the confusions of the whole test split, whose error is the test error', async () => {
    const { testError } = await sandbox.json<{ testError: number }>('test', 'small');
    expect(page.replaceAll(/\s+/g, ' ')).toContain(
      `by the mean policy: ${(testError * 100).toFixed(2)}% wrong.`,
    );
    const images = [...page.matchAll(/<td(?: class="right"| style="[^"]*")>(\d+)<\/td>/g)];
    expect(images.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(100);
  });

  it('have a map for each glimpse', async () => {
    const { config } = await sandbox.json<{ config: { glimpses: number } }>('best', 'small');
    expect(page.match(/aria-label="glimpse \d+: /g)).toHaveLength(config.glimpses);
  });

  it('show one image glimpse by glimpse, as text where there is no terminal', async () => {
    const path = await sandbox.json<PrintedPath>('glimpses', 'small', '--image', '5');
    const { config } = await sandbox.json<{ config: { glimpses: number; scale: number } }>('best', 'small');
    expect(path.image).toBe(5);
    expect(path.glimpses).toHaveLength(config.glimpses);
    expect(path.glimpses[0]?.windows).toHaveLength(config.scale);
    expect(path.probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);

    const { stdout } = await sandbox.run('glimpses', 'small', '--image', '5');
    expect(stdout).toContain(`answer ${path.answer} with probability`);
    expect(stdout).toMatch(/^[\n -~]*$/);
  });

  it('are the same whenever they are asked for, and those of the page', async () => {
    const ask = ['glimpses', 'small', '--image', '0'];
    const path = await sandbox.json<PrintedPath>(...ask);
    expect(await sandbox.json(...ask)).toEqual(path);
    const words = page.match(/aria-label="image 0: ([^"]*)"/)?.[1];
    const sure = `${((path.probabilities[path.answer] ?? 0) * 100).toFixed(1)}%`;
    expect(words).toBe(
      path.answer === path.label
        ? `${path.label}, ${sure}`
        : `${path.label} taken for ${path.answer}, ${sure}`,
    );
  });

  it('are written as PNG', async () => {
    const file = join(sandbox.home, 'path.png');
    expect((await sandbox.run('glimpses', 'small', '--split', 'validation', '--png', file)).code).toBe(0);
    expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG');
  });

  it('refuse an image that the split does not have', async () => {
    const { code, stderr } = await sandbox.run('glimpses', 'small', '--image', '100');
    expect(code).toBe(2);
    expect(stderr).toContain('it has images 0 to 99');
    expect((await sandbox.run('glimpses', 'small', '--image', '-1')).code).toBe(2);
  });

  it('set several studies side by side on one page', async () => {
    const file = await sandbox.writeStudy('other.yaml', smallStudy('other'));
    expect((await sandbox.run('start', file, '--plain')).code).toBe(0);
    const path = join(sandbox.home, 'both.html');
    expect((await sandbox.run('report', 'small', 'other', '--output', path)).code).toBe(0);
    const both = await readFile(path, 'utf8');
    expect(both).toContain('<h1>small, other</h1>');
    expect(both).toContain('id="winners"');

    const { code, stderr } = await sandbox.run('report', 'small', 'nowhere', '--output', path);
    expect(code).toBe(3);
    expect(stderr).toContain('there is no study nowhere');
  });

  it('say what is missing where the checkpoints are damaged; the page is written all the same', async () => {
    const { trial } = await sandbox.json<{ trial: number }>('best', 'small');
    const { checkpoints } = await sandbox.json<{ checkpoints: CheckpointRef[] }>('show', `${trial}`, 'small');
    for (const checkpoint of checkpoints) await sandbox.overwriteCheckpoint(checkpoint);

    const { code, stderr } = await sandbox.run('glimpses', 'small');
    expect(code).toBe(3);
    expect(stderr).toContain(`trial ${trial} has no checkpoint that can be used`);

    const written = await report('without.html');
    expect(written.code).toBe(0);
    expect(written.page).toContain('cannot be shown');
    expect(written.page).toContain('Validation error over trials');
  });
});
