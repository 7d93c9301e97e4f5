import type { NotificationEvent } from '../event.js';
import { cutTo, inBytes } from './cut.js';

/** What is longer becomes an attachment. */
const MOST_BYTES = 4_096;
const MOST_OF_TITLE = 250;

/** 1 to 5; 3 is the default. From 4 on a phone makes itself heard. */
const PRIORITIES: Readonly<Record<NotificationEvent['kind'], number>> = {
  best: 2,
  failure: 4,
  stall: 4,
  stop: 3,
  end: 3,
  test: 3,
};

/** Names of emojis. */
const TAGS: Readonly<Record<NotificationEvent['kind'], string>> = {
  best: 'star',
  failure: 'warning',
  stall: 'hourglass',
  stop: 'octagonal_sign',
  end: 'checkered_flag',
  test: 'bell',
};

/** The body that publishes to a topic by JSON, where no text can become a header. */
export function ntfyBody(event: NotificationEvent, topic: string): object {
  const { kind, title, text } = event;
  const hasFailed = kind === 'end' && event.details.outcome === 'failed';
  return {
    topic,
    title: cutTo(title, MOST_OF_TITLE, { size: inBytes }),
    message: cutTo(text === '' ? title : text, MOST_BYTES, { size: inBytes }),
    priority: hasFailed ? PRIORITIES.failure : PRIORITIES[kind],
    tags: [hasFailed ? TAGS.failure : TAGS[kind]],
  };
}
