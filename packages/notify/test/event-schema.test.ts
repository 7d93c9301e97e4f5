import { readFileSync } from 'node:fs';
import type { NotificationContent } from '@ram-sweep/protocol';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { eventOf, eventSchema, testEvent } from '../src/event.js';

const published = new URL('../../../docs/notification.schema.json', import.meta.url);

test('docs/notification.schema.json is the schema of the JSON that is sent', () => {
  expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(z.toJSONSchema(eventSchema));
});

const contents: NotificationContent[] = [
  { kind: 'best', details: { trial: 0, epoch: 1, validationError: 0.5, before: null } },
  { kind: 'failure', details: { count: 1, trials: [{ trial: 0, class: 'hung', message: 'no step' }] } },
  { kind: 'stall', details: { minutes: 30, running: 0, workers: 0 } },
  { kind: 'stop', details: {} },
  {
    kind: 'end',
    details: {
      outcome: 'complete',
      trials: 1,
      failed: 1,
      failures: [{ class: 'hung', trials: 1, first: 1, message: 'no step', hint: 'look at the log' }],
      drivenSeconds: 1,
      stoppedBy: null,
      winner: { trial: 0, source: 'search', validationError: 0.5, halfWidth: null, seeds: 1 },
      verdict: null,
    },
  },
];

test.each(contents)('a notification of kind $kind is of that schema', (content) => {
  const study = { id: '0b4d7c1e-0000-4000-8000-000000000000', name: 'a' };
  const event = eventOf({ study, number: 3, at: new Date('2026-11-28T12:00:00Z'), content });
  expect(eventSchema.parse(event)).toEqual(event);
  expect(event).toMatchObject({ id: `${study.id}.3`, at: '2026-11-28T12:00:00.000Z' });
});

test('so is a test', () => {
  const event = testEvent('test.1', new Date('2026-11-28T12:00:00Z'));
  expect(eventSchema.parse(event)).toEqual(event);
});
