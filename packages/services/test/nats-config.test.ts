import { expect, test } from 'vitest';
import { natsConfig, newNatsCredentials } from '../src/index.js';

const credentials = newNatsCredentials();

function limitOf(version: string | null): unknown {
  const text = natsConfig({ directory: '/home', port: 4222, name: 'ours', credentials, version });
  return (JSON.parse(text) as { jetstream: { max_file_store?: number } }).jetstream.max_file_store;
}

// nats-server counts what a purge by subject removed since 2.9.15; before, its count only grows.
test('a nats-server that cannot count what it removes has no limit of storage, another one its own', () => {
  expect(['2.8.4', '2.9.10', '2.9.14', '1.9.20', null].map(limitOf)).toEqual(Array(5).fill(2 ** 60));
  expect(['2.9.15', '2.9.25', '2.10.0', '2.12.1-RC.2', '3.0.0'].map(limitOf)).toEqual(
    Array(5).fill(undefined),
  );
});
