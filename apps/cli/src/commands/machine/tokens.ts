import { timestamp } from '@ram-sweep/format';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import {
  addToken,
  readJoining,
  readToken,
  readTokenUse,
  revokeToken,
  withPort,
  type Joining,
  type TokenSummary,
  type TokenUse,
} from '@ram-sweep/services/joining';
import { badUsage, CommandError } from '../../errors.js';
import { endListening, joinLine } from '../../joining/listen-for-workers.js';
import { formatRows, formatValue } from '../../print/format/format.js';
import type { Format } from '../../print/format/formats.js';
import { propose } from '../../print/command/propose.js';
import { readSettings, withServerFlags } from '../../settings.js';
import { chosenFormat, examples, formatOption, jsonOption } from '../options/arguments.js';
import { parseAddress } from '../options/listen-option.js';

const actions = ['list', 'add', 'show', 'revoke', 'close'] as const;
type Action = (typeof actions)[number];

interface Flags {
  format: Format;
  json?: boolean;
  address?: string[];
}

export function tokensCommand(): Command {
  const command = new Command('tokens')
    .description('let workers on other machines join this home, or not any more (after start --listen)')
    .addArgument(new Argument('[action]', 'what to do').choices(actions).default('list'))
    .argument('[name]', 'name of the token, such as that of the machine it is for')
    .addOption(
      new Option(
        '--address <address>',
        'with add: HOST or HOST:PORT at which its workers find this machine, if not at its own addresses (repeatable)',
      ).argParser(collectAddresses),
    )
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
add and show print a line to paste on the other machine. It holds a secret. revoke cuts its workers off at once; their
trials continue elsewhere from their last checkpoints. close cuts off all workers on other machines and lets nobody join
any more; sweeps continue here, and tokens stay for the next --listen.
${examples(
  'ram-sweep tokens',
  'ram-sweep tokens add gpu-box',
  'ram-sweep tokens add cloud --address sweeps.example.org:4222',
  'ram-sweep tokens show gpu-box',
  'ram-sweep tokens revoke gpu-box',
  'ram-sweep tokens close',
)}`,
    );
  return withServerFlags(command, 'home').action(
    async (action: Action, name: string | undefined, flags: Flags) => {
      const { home } = readSettings(command);
      if (flags.address && action !== 'add') throw badUsage('--address goes with add', 'leave it out');
      if (action === 'close') return close(home, name);
      await run(await requireJoining(home), { home, action, name, flags });
    },
  );
}

interface Asked {
  readonly home: string;
  readonly action: Action;
  readonly name: string | undefined;
  readonly flags: Flags;
}

async function run(joining: Joining, { home, action, name, flags }: Asked): Promise<void> {
  const format = chosenFormat(flags);
  if (action === 'list') return list(joining, await readTokenUse(home), format);
  if (action === 'add')
    return show(home, await addToken(home, { name, addresses: flags.address ?? [] }), format);
  const token = findToken(joining, action, name);
  if (action === 'show') return show(home, token, format);
  await revokeToken(home, token.name);
  if (format === 'json') process.stdout.write(await formatValue('json', { revoked: token.name }));
  else console.log(`token ${token.name} is revoked; workers that joined with it are cut off`);
}

/** What is closed already stays so. */
async function close(home: string, name: string | undefined): Promise<void> {
  if (name !== undefined)
    throw badUsage(
      'close is for all tokens, and takes no name',
      `revoke one: \`ram-sweep tokens revoke ${name}\``,
    );
  const joining = await readJoining(home);
  if (joining?.listen) await endListening(home);
  else console.log('no worker on another machine can join this home, so there is nothing to close');
}

/** Of several that a command could mean, a person says which. */
function findToken({ tokens }: Joining, action: Action, name: string | undefined): TokenSummary {
  const named = name === undefined && action === 'show' && tokens.length === 1 ? tokens[0]!.name : name;
  const names = tokens.map((token) => token.name).join(', ') || 'none';
  if (named === undefined)
    throw badUsage(`which token is to be ${action === 'show' ? 'shown' : 'revoked'}?`, `there are: ${names}`);
  const token = tokens.find((other) => other.name === named);
  if (token) return token;
  throw new CommandError(`there is no token ${named}`, 'not-found', `there are: ${names}`);
}

async function list(
  { listen, addresses: at, isListening, tokens }: Joining,
  uses: readonly TokenUse[],
  format: Format,
): Promise<void> {
  const useOf = ({ name }: TokenSummary): TokenUse | undefined => uses.find(({ token }) => token === name);
  const columns = [
    { title: 'token', value: ({ name }: TokenSummary) => name },
    { title: 'created', value: ({ createdAt }: TokenSummary) => timestamp(new Date(createdAt)) },
    { title: 'addresses', value: ({ addresses }: TokenSummary) => addresses.join(' ') || '–' },
    { title: 'workers now', value: (token: TokenSummary) => useOf(token)?.hosts.join(' ') || '–' },
    { title: 'last left', value: (token: TokenSummary) => whenLeft(useOf(token)) },
  ];
  const record = (token: TokenSummary): Record<string, unknown> => {
    const { hosts = null, lastLeft = null } = useOf(token) ?? {};
    return { ...token, hosts, lastLeft };
  };
  process.stdout.write(await formatRows(format, tokens, columns, record));
  if (format !== 'table') return;
  if (listen === null)
    console.error('this home does not listen any more; `--listen HOST` of start or resume turns it on');
  else if (!isListening)
    console.error(`nobody listens at ${at.join(', ')} now; start and resume change that`);
  if (tokens.length > 0)
    console.error(`the line to paste on another machine: \`${propose('tokens show NAME')}\``);
}

const whenLeft = (use: TokenUse | undefined): string =>
  use?.lastLeft ? timestamp(new Date(use.lastLeft)) : '–';

/** The line to paste, alone on standard output. */
async function show(home: string, token: TokenSummary, format: Format): Promise<void> {
  if (format === 'json' || format === 'yaml') {
    process.stdout.write(await formatValue(format, { ...token, join: await readToken(home, token.name) }));
    return;
  }
  console.error(
    `token ${token.name}, for ${token.addresses.join(', ')}; paste this on the other machine (it is a secret):`,
  );
  console.log(await joinLine(home, token.name));
}

async function requireJoining(home: string): Promise<Joining> {
  const joining = await readJoining(home);
  if (joining !== null) return joining;
  throw new CommandError(
    `this home does not listen for workers on other machines (${home})`,
    'unavailable',
    `make it: \`${propose('start STUDY --listen 0.0.0.0')}\`, or resume with the same flag`,
  );
}

/** Adds what one more `--address` says to those before it. */
function collectAddresses(text: string, held: readonly string[] = []): string[] {
  const { host, port } = parseAddress(text);
  if (host === '0.0.0.0' || host === '::')
    throw new InvalidArgumentError('no machine is found at this address');
  return [...held, withPort(host, port)];
}
