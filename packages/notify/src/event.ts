import { notificationContents, type NotificationContent } from '@ram-sweep/protocol';
import { z } from 'zod';
import { describeContent } from './words/describe-content.js';

/** Changes when a receiver would have to be changed too. */
const EVENT_VERSION = 1;

const envelope = {
  version: z.literal(EVENT_VERSION),
  /** The same event has the same id, and an event that comes twice is the same to the letter. */
  id: z.string(),
  study: z.strictObject({ id: z.string(), name: z.string() }),
  /** When it happened, or the last of the events that were collected. */
  at: z.iso.datetime(),
  /** One line, for people. */
  title: z.string(),
  /** A few lines, for people. Empty if the title says all. */
  text: z.string(),
};

const [best, failure, stall, stop, end] = notificationContents;

/** What a webhook is sent as JSON, and a program gets on standard input. */
export const eventSchema = z.discriminatedUnion('kind', [
  best.extend(envelope),
  failure.extend(envelope),
  stall.extend(envelope),
  stop.extend(envelope),
  end.extend(envelope),
  /** Somebody checks whether the target can be reached. */
  z.strictObject({ kind: z.literal('test'), details: z.strictObject({}), ...envelope }),
]);
export type NotificationEvent = Readonly<z.infer<typeof eventSchema>>;

interface Happened {
  readonly study: { readonly id: string; readonly name: string };
  /** Counts the notifications of the study. */
  readonly number: number;
  readonly at: Date;
  readonly content: NotificationContent;
}

export function eventOf({ study: { id, name }, number, at, content }: Happened): NotificationEvent {
  return {
    version: EVENT_VERSION,
    id: `${id}.${number}`,
    study: { id, name },
    at: at.toISOString(),
    ...describeContent(name, content),
    ...content,
  };
}

/** An event that only shows that it has arrived. */
export function testEvent(id: string, at: Date): NotificationEvent {
  return {
    version: EVENT_VERSION,
    id,
    study: { id: 'test', name: 'test' },
    at: at.toISOString(),
    title: 'a test of ram-sweep notifications',
    text: 'If you can read this, they arrive.',
    kind: 'test',
    details: {},
  };
}
