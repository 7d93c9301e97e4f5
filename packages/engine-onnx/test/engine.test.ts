import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openOnnxEngine, probeOnnx } from '@ram-sweep/engine-onnx';
import { describe, expect, it } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));

describe('openOnnxEngine', () => {
  it('says what it computes on', async () => {
    expect(await openOnnxEngine()).toMatchObject({ name: 'onnx', device: 'CPU, 1 thread' });
    expect(await openOnnxEngine({ threads: 2 })).toMatchObject({ device: 'CPU, 2 threads' });
  });

  it.each([0, -1, 1.5, NaN])('refuses %s threads', async (threads) => {
    await expect(openOnnxEngine({ threads })).rejects.toThrow(
      `threads must be a whole number of at least 1, not ${threads}`,
    );
  });
});

describe('with ONNX Runtime installed', () => {
  it('probes as available, with the version', async () => {
    expect(await probeOnnx()).toEqual({
      available: true,
      reason: expect.stringMatching(/^CPU, ONNX Runtime \d/),
    });
  });
});

describe('without ONNX Runtime installed', () => {
  it('probes as unavailable and does not open, and says what to do', async () => {
    const { probe, opened } = await withoutOnnxRuntime();
    expect(probe).toEqual({ available: false, reason: opened.message });
    expect(opened).toMatchObject({ name: 'OnnxUnavailableError', retryable: false });
    expect(opened.message).toMatch(/^ONNX Runtime cannot be loaded \(.*onnxruntime-node/);
    expect(opened.message).toContain('npm install onnxruntime-node');
    expect(opened.message).toContain('choose another engine');
  });
});

interface Answers {
  probe: unknown;
  opened: { name: string; message: string; retryable: boolean };
}

/** Answers of a fresh process whose resolver does not find the package. */
async function withoutOnnxRuntime(): Promise<Answers> {
  const hooks = `export const resolve = (name, context, next) => next(
    name === 'onnxruntime-node' ? 'onnxruntime-node-that-is-absent' : name, context)`;
  const script = `
    import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));
    const { openOnnxEngine, probeOnnx } = await import('@ram-sweep/engine-onnx');
    const opened = await openOnnxEngine().catch(({ name, message, retryable }) => ({ name, message, retryable }));
    console.log(JSON.stringify({ probe: await probeOnnx(), opened }));`;
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: here });
  return JSON.parse(stdout) as Answers;
}
