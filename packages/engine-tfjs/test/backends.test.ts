import { describe, expect, it, onTestFinished } from 'vitest';
import { BackendUnavailableError, openTfjsEngine, probeTfjsBackend } from '@ram-sweep/engine-tfjs';

const probeAll = () =>
  Promise.all((['gpu', 'node', 'wasm'] as const).map((backend) => probeTfjsBackend(backend)));

describe('backends', () => {
  it('are probed fastest first, each with a reason', async () => {
    const probes = await probeAll();
    expect(probes.map(({ backend }) => backend)).toEqual(['gpu', 'node', 'wasm']);
    expect(probes.at(-1)).toMatchObject({ available: true, reason: expect.stringContaining('WebAssembly') });
    for (const { reason } of probes) expect(reason).not.toBe('');
  });

  it('that are not there say why, and what to do, when they are asked for', async () => {
    const absent = (await probeAll()).filter(({ available }) => !available);
    for (const { backend, reason } of absent) {
      const refused = await openTfjsEngine({ backend }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(BackendUnavailableError);
      expect(refused).toMatchObject({ backend, reason, retryable: false });
      expect(reason).toMatch(/npm |CUDA/);
    }
  });

  it('that are not installed take no process to say so', async () => {
    const absent = (await probeAll()).filter(({ reason }) => reason.includes('is not installed'));
    const { execPath } = process;
    onTestFinished(() => void (process.execPath = execPath));
    process.execPath = '/no-such-folder/node';
    for (const probe of absent) expect(await probeTfjsBackend(probe.backend)).toEqual(probe);
    expect(await probeTfjsBackend('wasm')).toMatchObject({ available: false });
  });

  it('opens the fastest one there is when none is asked for', async () => {
    const fastest = (await probeAll()).find(({ available }) => available)!;
    expect(await openTfjsEngine()).toMatchObject({ name: `tfjs-${fastest.backend}` });
  });

  it('leaves it to the process what becomes of an error nobody caught', async () => {
    const before = ['uncaughtException', 'unhandledRejection'].map((event) => process.listenerCount(event));
    await openTfjsEngine({ backend: 'wasm' });
    const after = ['uncaughtException', 'unhandledRejection'].map((event) => process.listenerCount(event));
    expect(after).toEqual(before);
  });
});
