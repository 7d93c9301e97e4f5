import type { OpenBackend, TfjsBackend } from './backend.js';
import { openNativeBackend } from './native-backend.js';
import { openWasmBackend } from './wasm-backend.js';

/** Opens one backend. Throws a BackendUnavailableError if it is not available. */
export function openBackend(backend: TfjsBackend, nativeFolder?: string): Promise<OpenBackend> {
  return backend === 'wasm' ? openWasmBackend() : openNativeBackend(backend, nativeFolder);
}
