import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The sockets of some connections. A server that is frozen or cut off answers nothing, not even a goodbye; so whoever
 * ends a connection in good order needs a way to end it without the server.
 */
export class Sockets {
  readonly #all = new Set<Socket>();

  /** A new socket, as node-postgres takes it by the name of `stream`. */
  readonly open = (): Socket => {
    const socket = new Socket();
    this.#all.add(socket);
    socket.once('close', () => this.#all.delete(socket));
    return socket;
  };

  /** Waits for the orderly end of the connections; cuts them off if it takes longer than `patienceMs`. */
  async endWithin(patienceMs: number, ending: Promise<void>): Promise<void> {
    const over = new AbortController();
    const late = sleep(patienceMs, undefined, { signal: over.signal }).then(
      () => this.#all.forEach((socket) => socket.destroy()),
      () => undefined,
    );
    await ending.finally(() => over.abort());
    await late;
  }
}
