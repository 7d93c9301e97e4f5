import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NotificationEvent } from '../src/event.js';
import { eventOf } from '../src/event.js';
import { cutTo, inBytes, inUnits } from '../src/formats/cut.js';
import { requestOf } from '../src/formats/request.js';
import type { Target } from '../src/settings/target.js';
import { targetSchema } from '../src/settings/target.js';

/** Any text, and often what has a meaning to a receiver. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<!channel>',
        '<@U012AB3CD>',
        '@everyone',
        '<@&1234>',
        '&lt;',
        '\r\nPriority: 5',
        '`',
        '**',
      ),
      fc.constantFrom(
        '<https://evil.example|good.example>',
        '[good](https://evil.example)',
        '\\',
        '# ',
        '😀',
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

/** As if a study and the message of a failure could be called anything. */
const events = fc
  .record({ name: hostile, message: hostile, trials: fc.integer({ min: 1, max: 10 }) })
  .map(({ name, message, trials }): NotificationEvent =>
    eventOf({
      study: { id: '0b4d7c1e-0000-4000-8000-000000000000', name },
      number: 7,
      at: new Date('2026-11-28T12:00:00Z'),
      content: {
        kind: 'failure',
        details: {
          count: trials,
          trials: Array.from({ length: trials }, (_, trial) => ({ trial, class: 'error' as const, message })),
        },
      },
    }),
  );

type HttpTarget = Exclude<Target, { kind: 'program' }>;
const target = (fields: object): HttpTarget => targetSchema.parse(fields) as HttpTarget;
const slack = target({ kind: 'slack', url: 'https://hooks.example/T/B/x' });
const discord = target({ kind: 'discord', url: 'https://discord.example/api/webhooks/1/x' });
const ntfy = target({ kind: 'ntfy', url: 'https://ntfy.example/topic', token: 'tk_1' });
const webhook = target({ kind: 'webhook', url: 'https://hook.example/', headers: { 'X-Key': 'k' } });

const bodyOf = (to: HttpTarget, event: NotificationEvent) =>
  JSON.parse(requestOf(to, event).body) as Record<string, unknown>;

/** Half a surrogate pair, which is no character. */
const isWhole = (text: string): boolean => !/\p{Cs}/u.test(text);

describe('whatever a study and a failure are called,', () => {
  test('Slack gets plain text: nothing in it mentions, links or ends an entity', () => {
    fc.assert(
      fc.property(events, (event) => {
        const { text, mrkdwn } = bodyOf(slack, event) as { text: string; mrkdwn: boolean };
        expect(mrkdwn).toBe(false);
        expect(text).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
        expect(text.length).toBeLessThanOrEqual(3_000);
        const read = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        expect(`${event.title}\n${event.text}`.startsWith(read.replace(/…$/, ''))).toBe(true);
      }),
    );
  });

  test('Discord gets at most 2,000 characters, mentions nobody, and reads no Markdown but a bold title', () => {
    fc.assert(
      fc.property(events, (event) => {
        const { content, allowed_mentions: mentions } = bodyOf(discord, event) as {
          content: string;
          allowed_mentions: object;
        };
        expect(mentions).toEqual({ parse: [] });
        expect(content.length).toBeLessThanOrEqual(2_000);
        const [, title, text] = /^\*\*((?:\\.|[^\\])*?)\*\*\n?([^]*)$/.exec(content) ?? [];
        const unescaped = /\\([!-/:-@[-`{-~])/g;
        for (const part of [title!, text!])
          expect(part.replaceAll(unescaped, '')).not.toMatch(/[!-/:-@[-`{-~]/);
        const read = (part: string) => part.replaceAll(unescaped, '$1').replace(/…$/, '');
        expect(event.title.startsWith(read(title!))).toBe(true);
        expect(event.text.startsWith(read(text!))).toBe(true);
      }),
    );
  });

  test('ntfy gets them in the body alone, at most 4,096 bytes of message', () => {
    fc.assert(
      fc.property(events, (event) => {
        const { url, headers, body } = requestOf(ntfy, event);
        expect(url).toBe('https://ntfy.example/');
        expect(headers).toEqual({
          'content-type': 'application/json',
          'user-agent': 'ram-sweep',
          authorization: 'Bearer tk_1',
        });
        const { topic, title, message } = JSON.parse(body) as {
          topic: string;
          title: string;
          message: string;
        };
        expect(topic).toBe('topic');
        expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4_096);
        expect(Buffer.byteLength(title)).toBeLessThanOrEqual(250);
      }),
    );
  });

  test('a webhook gets the event as it is', () => {
    fc.assert(
      fc.property(events, (event) => {
        const { headers, body } = requestOf(webhook, event);
        expect(JSON.parse(body)).toEqual(event);
        expect(headers).toMatchObject({ 'x-key': 'k', 'content-type': 'application/json' });
      }),
    );
  });
});

test('a text is cut to its room, between characters, with an ellipsis only where something is missing', () => {
  const whole = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(
      whole,
      fc.integer({ min: 3, max: 60 }),
      fc.constantFrom(inUnits, inBytes),
      (text, most, size) => {
        const cut = cutTo(text, most, { size });
        expect(size(cut)).toBeLessThanOrEqual(most);
        if (size(text) <= most) {
          expect(cut).toBe(text);
          return;
        }
        expect(cut.endsWith('…')).toBe(true);
        expect(text.startsWith(cut.slice(0, -1))).toBe(true);
        expect(isWhole(cut)).toBe(true);
      },
    ),
  );
});

test('credentials in an address become a header', () => {
  const at = target({ kind: 'webhook', url: 'https://me:p%40ss@hook.example/path' });
  const event = fc.sample(events, 1)[0]!;
  expect(requestOf(at, event)).toMatchObject({
    url: 'https://hook.example/path',
    headers: { authorization: `Basic ${Buffer.from('me:p@ss').toString('base64')}` },
  });
});
