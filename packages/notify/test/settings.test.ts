import { describe, expect, test } from 'vitest';
import {
  describeTarget,
  hideSecrets,
  notifySettingsSchema,
  parseAssignments,
} from '@ram-sweep/notify/settings';
import { targetSchema } from '../src/settings/target.js';

const problems = (target: object): string[] =>
  targetSchema.safeParse(target).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ??
  [];

describe('a target', () => {
  test('gets all events, new bests every ten minutes, unless it says otherwise', () => {
    const { targets, stallMinutes } = notifySettingsSchema.parse({
      targets: { phone: { kind: 'ntfy', url: 'https://ntfy.sh/topic' } },
    });
    expect(stallMinutes).toBe(30);
    expect(targets['phone']).toEqual({
      kind: 'ntfy',
      url: 'https://ntfy.sh/topic',
      on: ['best', 'failure', 'stall', 'stop', 'end'],
      bestEveryMinutes: 10,
      failureEveryMinutes: 1,
    });
  });

  test.each([
    [
      'another scheme',
      { kind: 'webhook', url: 'file:///etc/passwd' },
      'url: must be an http:// or https:// URL',
    ],
    ['no URL', { kind: 'slack', url: 'hooks.slack.com/x' }, 'url: must be an http:// or https:// URL'],
    [
      'no topic',
      { kind: 'ntfy', url: 'https://ntfy.sh' },
      'url: must end with a topic, such as https://ntfy.sh/my-topic',
    ],
    [
      'a header of two lines',
      { kind: 'webhook', url: 'https://a.b', headers: { a: 'b\r\nc: d' } },
      'headers.a: must be one line of ASCII',
    ],
    [
      'a header that is not its own to set',
      { kind: 'webhook', url: 'https://a.b', headers: { 'Content-Length': '5', cookie: 'a=b' } },
      'headers.Content-Length: is set by the program itself; leave it out',
    ],
    ['no program', { kind: 'program', run: [] }, 'run: Too small: expected array to have >=1 items'],
  ])('with %s is refused', (_, target, problem) => {
    expect(problems(target)).toEqual([problem]);
  });

  test('with a name that cannot be learns what names can', () => {
    const { error } = notifySettingsSchema.safeParse({
      targets: { 'my phone': { kind: 'ntfy', url: 'https://ntfy.sh/topic' } },
    });
    expect(error?.issues[0]?.message).toMatch(/^a name has letters, digits/);
  });

  test('that is refused is named without its address', () => {
    const secret = 'https://hooks.slack.com/services/T0/B0/secret';
    const wrong = { kind: 'slack', url: secret, urll: secret, on: [secret], token: secret };
    expect(problems(wrong).length).toBeGreaterThan(0);
    expect(problems(wrong).join()).not.toContain('secret');
  });

  test('is described by its host or its program', () => {
    const at = targetSchema.parse({
      kind: 'discord',
      url: 'https://me:pw@discord.com/api/webhooks/1/secret',
    });
    expect(describeTarget(at)).toBe('discord at discord.com');
    expect(describeTarget(targetSchema.parse({ kind: 'program', run: ['/bin/tell', 'x'] }))).toBe(
      'program /bin/tell',
    );
  });

  test('has its secrets taken out of what it answers', () => {
    const hook = targetSchema.parse({ kind: 'webhook', url: 'https://a.b/key-1', headers: { k: 'key-2' } });
    expect(hideSecrets('Cannot POST /key-1 with key-2', hook)).toBe('Cannot POST … with …');
  });
});

describe('targets in a variable or flag', () => {
  test.each([
    ['program=', 'program: must not be empty'],
    [`ntfy=https://ntfy.sh/${'x'.repeat(2_000)}`, 'ntfy: must have at most 2000 characters'],
  ])('%s is refused in words', (text, problem) => {
    expect(parseAssignments(text).refused).toEqual([{ place: 1, problem }]);
  });

  test('are named after their kind', () => {
    const text =
      'ntfy=https://ntfy.sh/a slack=https://s.example/x\n ntfy=https://ntfy.sh/b program=/bin/tell';
    const { targets, refused } = parseAssignments(text, ['slack']);
    expect(refused).toEqual([]);
    expect(targets.map(({ name }) => name)).toEqual(['ntfy', 'slack-2', 'ntfy-2', 'program']);
    expect(targets[3]?.target).toMatchObject({ kind: 'program', run: ['/bin/tell'] });
  });

  test('are refused one by one, without their addresses', () => {
    const { targets, refused } = parseAssignments(
      'slack=ftp://s3cret mail=s3cret https://s3cret ntfy=https://n.sh/t',
    );
    expect(targets).toHaveLength(1);
    expect(refused).toEqual([
      { place: 1, problem: 'slack: must be an http:// or https:// URL' },
      { place: 2, problem: 'write KIND=URL, where KIND is one of webhook, slack, discord, ntfy, program' },
      { place: 3, problem: 'write KIND=URL, where KIND is one of webhook, slack, discord, ntfy, program' },
    ]);
  });
});
