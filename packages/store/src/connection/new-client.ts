import { Client } from 'pg';
import type { Connection } from './options.js';
import { translateError } from './translate-error.js';

/**
 * A connection that is yet to be opened; what breaks it is thrown where it is used. The files that its URL names are
 * read here: throws a StoreOptionsError where one cannot be.
 */
export function newClient(connection: Connection): Client {
  try {
    const client = new Client(connection);
    client.on('error', () => {});
    return client;
  } catch (error) {
    throw translateError(error);
  }
}
