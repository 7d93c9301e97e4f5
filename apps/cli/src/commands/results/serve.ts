import { Command, InvalidArgumentError } from 'commander';
import { exitCodes } from '../../errors.js';
import { readSettings, withServerFlags } from '../../settings.js';
import { examples } from '../options/arguments.js';

interface Flags {
  host: string;
  port: number;
  tokenFile?: string;
  trustProxy?: boolean;
}

export function serveCommand(): Command {
  const command = new Command('serve')
    .description('show all studies in browsers, live, and to Prometheus, autoscalers and scripts')
    .option('--host <host>', 'the address to listen at; others than loopback take a token', '127.0.0.1')
    .option('--port <port>', 'the port to listen at; 0 takes any that is free', parsePort, 8080)
    .option('--token-file <file>', 'a file with the token that viewers must have (RAM_SWEEP_SERVE_TOKEN)')
    .option('--trust-proxy', 'no token: a proxy before it lets only those through who may look')
    .addHelpText(
      'after',
      `
/ shows all studies, /studies/NAME one, /compare?study=A&study=B several. /metrics is for Prometheus, /scale for
autoscalers, /healthz and /readyz for probes, /api/studies for scripts.

It only reads, and runs until Ctrl-C. While no sweep runs in the home, it says so and waits for one.
${examples(
  'ram-sweep serve',
  'ram-sweep serve --port 8081 --home ./sandbox',
  'RAM_SWEEP_SERVE_TOKEN=$(openssl rand -hex 24) ram-sweep serve --host 0.0.0.0',
  'ram-sweep serve --host 10.0.0.5 --trust-proxy --database postgres://reader@db.example/ram_sweep',
)}`,
    );
  return withServerFlags(command, 'home', 'database', 'nats').action(async (flags: Flags) => {
    const settings = readSettings(command);
    const { serve } = await import('../../serve/serve.js');
    const signal = await serve(settings, {
      host: flags.host,
      port: flags.port,
      trustProxy: flags.trustProxy ?? false,
      ...(flags.tokenFile === undefined ? {} : { tokenFile: flags.tokenFile }),
    });
    if (signal === 'SIGINT') process.exitCode = exitCodes.interrupted;
  });
}

const HIGHEST_PORT = 65_535;

function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > HIGHEST_PORT)
    throw new InvalidArgumentError(`must be a whole number from 0 to ${HIGHEST_PORT}`);
  return Number(text);
}
