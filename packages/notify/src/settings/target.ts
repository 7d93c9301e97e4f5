import { notificationKinds } from '@ram-sweep/protocol';
import { z } from 'zod';
import { keyProblem } from './key-problem.js';

const LONGEST_URL = 2_000;
const MINUTES_OF_A_DAY = 1_440;

const isHttp = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);

/** An address is a secret: messages about it never repeat it. */
const url = z
  .string()
  .max(LONGEST_URL, `must have at most ${LONGEST_URL} characters`)
  .refine(isHttp, 'must be an http:// or https:// URL');

const topicUrl = url.refine(
  (text) => !URL.canParse(text) || /^\/[A-Za-z0-9_-]{1,64}$/.test(new URL(text).pathname),
  'must end with a topic, such as https://ntfy.sh/my-topic',
);

/** Text of one line, as a header can have it. */
const headerValue = z
  .string()
  .max(4_000)
  .regex(/^[\t\x20-\x7e]*$/, 'must be one line of ASCII');
/** Headers that say how a request travels: what sends it sets them, and refuses or ignores those of others. */
const OF_THE_CONNECTION = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,100}$/, 'must be the name of a header')
  .refine(
    (name) => !OF_THE_CONNECTION.includes(name.toLowerCase()),
    'is set by the program itself; leave it out',
  );

const argument = z
  .string()
  .min(1, 'must not be empty')
  .max(4_000, 'must have at most 4000 characters')
  .refine((text) => !text.includes('\0'), 'must not contain NUL');

const common = {
  on: z
    .array(z.enum(notificationKinds))
    .min(1)
    .default([...notificationKinds])
    .describe('The events that it gets.'),
  bestEveryMinutes: z
    .number()
    .min(0)
    .max(MINUTES_OF_A_DAY)
    .default(10)
    .describe('New bests within this time become one notification.'),
  failureEveryMinutes: z
    .number()
    .min(0)
    .max(MINUTES_OF_A_DAY)
    .default(1)
    .describe('The same for failures, the first time; each time takes twice as long, up to an hour.'),
};

/** Where notifications go, and which ones. */
export const targetSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('webhook'),
      url,
      headers: z
        .record(headerName, headerValue, { error: keyProblem })
        .default({})
        .describe('Sent with each request.'),
      ...common,
    }),
    z.strictObject({ kind: z.literal('slack'), url, ...common }),
    z.strictObject({ kind: z.literal('discord'), url, ...common }),
    z.strictObject({
      kind: z.literal('ntfy'),
      url: topicUrl,
      token: headerValue.min(1).optional().describe('Access token of the server.'),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('program'),
      run: z.array(argument).min(1).max(50).describe('The program and its arguments.'),
      ...common,
    }),
  ],
  { error: 'must be webhook, slack, discord, ntfy or program' },
);

export type Target = Readonly<z.infer<typeof targetSchema>>;
