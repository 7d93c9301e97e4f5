import { execFile, type ExecFileException } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TfjsBackend } from './backend.js';
import type { NativeOptions } from './native-backend.js';
import { findNativePackage } from './native-package.js';

export interface BackendProbe {
  readonly backend: TfjsBackend;
  readonly available: boolean;
  /** What it computes on, or why it is not available and what to do about it. */
  readonly reason: string;
}

const PROBE_TIMEOUT_MS = 60_000;

/**
 * Tries a backend in a separate process: a native library that does not suit the CPU or driver crashes its process
 * without an error to catch. One that is not installed is not worth a process.
 */
export async function probeTfjsBackend(
  backend: TfjsBackend,
  { nativeFolder }: NativeOptions = {},
): Promise<BackendProbe> {
  const found = backend === 'wasm' ? null : findNativePackage(backend, nativeFolder);
  if (typeof found === 'string') return { backend, available: false, reason: found };
  return probeInProcess(backend, nativeFolder);
}

function probeInProcess(backend: TfjsBackend, nativeFolder: string | undefined): Promise<BackendProbe> {
  const script = fileURLToPath(new URL('../../dist/backend/probe-process.js', import.meta.url));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      nativeFolder ? [script, backend, nativeFolder] : [script, backend],
      { timeout: PROBE_TIMEOUT_MS, killSignal: 'SIGKILL' },
      (error, stdout) => resolve(readProbe(backend, stdout) ?? crashed(backend, error)),
    );
  });
}

/** Native libraries may print before the answer, which is the last line. */
function readProbe(backend: TfjsBackend, stdout: string): BackendProbe | undefined {
  try {
    const { available, reason } = JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as BackendProbe;
    return { backend, available, reason };
  } catch {
    return undefined;
  }
}

function crashed(backend: TfjsBackend, error: ExecFileException | null): BackendProbe {
  const end = error?.signal ?? `exit code ${error?.code ?? 0}`;
  return { backend, available: false, reason: `its library crashes the process when it is loaded (${end})` };
}
