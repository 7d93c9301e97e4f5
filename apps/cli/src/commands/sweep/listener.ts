import { Command } from 'commander';
import { runListener } from '@ram-sweep/services/listener';
import { readSettings, withServerFlags } from '../../settings.js';

/** Not for people: a home that listens for workers on other machines runs it in the background. */
export function listenerCommand(): Command {
  const command = new Command('listener').description(
    'pass connections from other machines on to nats-server (used by start --listen)',
  );
  return withServerFlags(command, 'home').action(async () => {
    const stop = new AbortController();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
    process.on('SIGHUP', () => undefined);
    await runListener(readSettings(command).home, stop.signal);
  });
}
