import type { NotificationEvent } from '../event.js';
import { cutTo, inUnits } from './cut.js';

/** Slack takes 40,000 characters and shows a few thousand. */
const MOST_UNITS = 3_000;

/** The three characters that Slack gives a meaning: with them, text would mention people and channels. */
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The body for an incoming webhook of Slack. Plain text: nothing is formatted, linked or mentioned. */
export function slackBody({ title, text }: NotificationEvent): object {
  const whole = text === '' ? title : `${title}\n${text}`;
  return {
    text: cutTo(whole, MOST_UNITS, { size: inUnits, escape: (character) => ESCAPES[character] ?? character }),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
  };
}
