import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { encodeJoinToken } from '@ram-sweep/protocol/join-token';
import type { Home } from '../home.js';
import { userOf, type ListenAddress, type TokenRecord } from './joining-record.js';
import { advertised } from './listen-addresses.js';

/** Addresses in a token: those that were given with it, otherwise all at which the home listens now. */
export const addressesOf = ({ addresses }: TokenRecord, listen: ListenAddress): readonly string[] =>
  addresses ?? advertised(listen);

/** A token as it goes to another machine. */
export async function writtenToken(home: Home, token: TokenRecord, listen: ListenAddress): Promise<string> {
  const certificate = new X509Certificate(await readFile(home.certificate)).raw;
  return encodeJoinToken({ ...userOf(token), addresses: addressesOf(token, listen), certificate });
}
