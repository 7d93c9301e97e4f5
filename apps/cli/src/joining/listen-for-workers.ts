import type { ServicesOptions } from '@ram-sweep/services';
import {
  ensureToken,
  listen,
  readJoining,
  readToken,
  reviveListener,
  stopListening,
} from '@ram-sweep/services/joining';
import type { ListenWish } from '../commands/options/listen-option.js';
import { ownCommand } from '../print/command/own-command.js';
import { propose } from '../print/command/propose.js';
import { currentShell } from '../print/command/shell.js';
import { describeAddresses } from './describe-addresses.js';

/**
 * Lets workers on other machines join as `wish` says, and says on standard output how. Throws a ServiceError as
 * `listen` does.
 */
export async function followWish(options: ServicesOptions, wish: ListenWish): Promise<void> {
  await (wish === 'off' ? endListening(options.home) : listenFrom(options, wish));
}

/** Lets nobody join from other machines any more, cuts off those who have, and says so. */
export async function endListening(home: string): Promise<void> {
  await stopListening(home);
  console.log(`workers on other machines cannot join any more; their tokens stay (\`${propose('tokens')}\`)`);
}

async function listenFrom(options: ServicesOptions, at: Exclude<ListenWish, 'off'>): Promise<void> {
  await listen(options, at);
  const { name, addresses } = await ensureToken(options.home);
  const where = describeAddresses(addresses);
  console.log(`workers on other machines may join at ${where}.`);
  console.log(`Install ram-sweep there as it is here, then paste this line (${name}, a secret):\n`);
  console.log(`${await joinLine(options.home, name)}\n`);
  console.log(`${propose(`tokens show ${name}`)} prints it again\n`);
}

/** A laptop may be in another network today, and what trains here need not wait for it. */
export async function listenAsBefore(options: ServicesOptions, say: (line: string) => void): Promise<void> {
  try {
    await reviveListener(options);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(
      `warning: no worker on another machine can join: ${why}; or give it up: \`${propose('tokens close')}\``,
    );
  }
}

/** Says where workers on other machines may join; nothing where the home does not listen. */
export async function sayWhereToJoin(home: string, say: (line: string) => void): Promise<void> {
  const joining = await readJoining(home);
  if (!joining?.isListening || joining.addresses.length === 0) return;
  const where = describeAddresses(joining.addresses);
  say(`workers on other machines may join at ${where}; see \`${propose('tokens')}\``);
}

/**
 * What a person pastes on another machine where ram-sweep is installed as it is here. It holds a secret, and says so to
 * nobody else: a variable is no command line.
 */
export const joinLine = async (home: string, name: string): Promise<string> =>
  `RAM_SWEEP_JOIN='${await readToken(home, name)}' ${ownCommand(currentShell())} worker`;
