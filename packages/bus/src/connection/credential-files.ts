import { readFile } from 'node:fs/promises';
import { fileProblem } from '@ram-sweep/protocol/file-problem';
import { BusUnavailableError } from '../errors.js';
import { explain } from './failures.js';
import type { CompiledBusOptions } from './options.js';

/** Throws a BusUnavailableError where the system does not let us have the file. */
export async function readCredentials(file: string, { servers }: CompiledBusOptions): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const why = fileProblem(cause, { path: file }) ?? explain(cause);
    const message = `${file}, which the connection to NATS needs, cannot be read: ${why}`;
    throw new BusUnavailableError(servers, message, { cause });
  }
}

export async function readText(file: string, options: CompiledBusOptions): Promise<string> {
  return new TextDecoder().decode(await readCredentials(file, options));
}
