import { JoiningError } from '../errors.js';
import { homeAt, type Home } from '../home.js';
import { withHomeFiles } from '../home-files.js';
import { withLock } from '../process/lock.js';
import { readRecord, writeRecord, type ServicesRecord } from '../record.js';
import type { JoiningRecord, ListenAddress } from './joining-record.js';

/** Runs `change` while no other process starts, stops or changes the servers of the home. */
export function changeHome<Result>(
  path: string,
  change: (home: Home, record: ServicesRecord) => Promise<Result>,
): Promise<Result> {
  const home = homeAt(path);
  return withHomeFiles(home, () =>
    withLock(home.lock, async () => {
      const record = await readRecord(home.record);
      if (record === null) throw notListening();
      return change(home, record);
    }),
  );
}

/** Writes down how workers join, and nothing else. Only within `changeHome`. */
export async function writeJoining(home: Home, joining: JoiningRecord): Promise<ServicesRecord> {
  const record = await readRecord(home.record);
  if (record === null) throw notListening();
  const changed = { ...record, joining };
  await writeRecord(home.record, changed);
  return changed;
}

/** Throws a JoiningError where the home has never listened. */
export function requireJoining(record: ServicesRecord | null): JoiningRecord {
  if (!record?.joining) throw notListening();
  return record.joining;
}

/** Throws a JoiningError where the home does not listen now. */
export function requireListening(
  record: ServicesRecord | null,
): JoiningRecord & { readonly listen: ListenAddress } {
  const { listen, tokens } = requireJoining(record);
  if (listen === null) throw notListening();
  return { listen, tokens };
}

const notListening = (): JoiningError =>
  new JoiningError(
    'not-listening',
    'this home does not listen for workers on other machines; `ram-sweep resume --listen HOST` makes it',
  );
