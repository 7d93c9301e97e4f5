import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError, type ServiceName } from '../errors.js';

/** What a server of ours said. `busy`: it runs and cannot serve us yet. A refusal is an answer as well. */
export type Answer =
  { readonly kind: 'up' | 'busy' | 'silent' } | { readonly kind: 'refused'; readonly error: ServiceError };

interface Asked {
  readonly service: ServiceName;
  /** The process of this server, or null where there is none. */
  readonly process: () => Promise<number | null>;
  readonly ask: () => Promise<Answer>;
}

interface Patience {
  /** How long it may say nothing at all, as while it is being started. */
  readonly silenceMs: number;
  /** How long it may say that it is starting up or shutting down. */
  readonly busyMs: number;
}

const ASK_AGAIN_MS = 25;

/**
 * Waits until a server answers; returns its process id. Null where it has no process, or one that stayed silent:
 * nothing else is a reason to take a server for dead. Throws a ServiceError where it refuses, or stays busy.
 */
export async function awaitAnswer(
  { service, process, ask }: Asked,
  { silenceMs, busyMs }: Patience,
): Promise<number | null> {
  const startedAt = performance.now();
  let heardAt = startedAt;
  for (;;) {
    const pid = await process();
    if (pid === null) return null;
    const answer = await ask();
    if (answer.kind === 'up') return pid;
    if (answer.kind === 'refused') throw answer.error;
    const now = performance.now();
    if (answer.kind === 'busy') heardAt = now;
    if (now - heardAt >= silenceMs && answer.kind === 'silent') return null;
    if (answer.kind === 'busy' && now - startedAt >= busyMs) throw stillBusy(service, pid);
    await sleep(ASK_AGAIN_MS);
  }
}

const stillBusy = (service: ServiceName, pid: number): ServiceError =>
  new ServiceError(
    service,
    `${service} (pid ${pid}) is still starting up or shutting down; wait for it and try again`,
  );
