import type { NotificationEvent } from '../event.js';
import { cutTo, inUnits } from './cut.js';

const MOST_UNITS = 2_000;
/** Of the title, so that there is room for the text. */
const MOST_OF_TITLE = 300;
/** A flag of messages: no previews of links. */
const SUPPRESS_EMBEDS = 4;

/** With a backslash before it, a character has no meaning in Discord's Markdown; `:` ends links and emojis. */
const escape = (character: string): string =>
  /^[!-/:-@[-`{-~]$/.test(character) ? `\\${character}` : character;

/** The body for a webhook of Discord. Nobody is mentioned, whatever the text says. */
export function discordBody({ title, text }: NotificationEvent): object {
  const heading = `**${cutTo(title, MOST_OF_TITLE, { size: inUnits, escape })}**`;
  const room = MOST_UNITS - heading.length - 1;
  return {
    content: text === '' ? heading : `${heading}\n${cutTo(text, room, { size: inUnits, escape })}`,
    allowed_mentions: { parse: [] },
    flags: SUPPRESS_EMBEDS,
  };
}
