import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ALL_CHECKPOINTS,
  ALL_EVENTS,
  ALL_HEARTBEATS,
  ALL_JOBS,
  checkpointName,
  checkpointOfPiece,
  checkpointPiece,
  checkpointPieces,
  claimSubject,
  commandSubject,
  controlSubject,
  coordinatorConsumer,
  eventSubject,
  heartbeatSubject,
  inboxPrefix,
  jobSubject,
  studyCheckpoints,
  studyEvents,
  studyJobs,
  trialCheckpoints,
} from '../src/index.js';

/** Whether a NATS subscription covers a subject: `*` is one token, `>` one or more at the end. */
function covers(subscription: string, subject: string): boolean {
  const [wanted, tokens] = [subscription.split('.'), subject.split('.')];
  if (wanted.at(-1) === '>') {
    return (
      tokens.length >= wanted.length &&
      covers(wanted.slice(0, -1).join('.'), tokens.slice(0, wanted.length - 1).join('.'))
    );
  }
  return (
    wanted.length === tokens.length &&
    wanted.every((token, index) => token === '*' || token === tokens[index])
  );
}

const study = '6f1c0f7e-64bb-4b7e-9d2f-3a1f5c0f8e11';
const other = 'a2b50f2c-4a35-45e5-8a0d-1c7f9f1a2b3c';

describe('names on the NATS server are these; a running sweep depends on them', () => {
  test.each([
    [jobSubject(study, 3), `ram.job.${study}.3`],
    [eventSubject(study, 3), `ram.event.${study}.3`],
    [claimSubject(study), `ram.claim.${study}`],
    [commandSubject(study), `ram.command.${study}`],
    [heartbeatSubject('host-1'), 'ram.heartbeat.host-1'],
    [controlSubject('host-1'), 'ram.control.host-1'],
    [coordinatorConsumer(study), `coordinator-${study}`],
    [checkpointName(study, 3, 2, 5, 17), `${study}/3/2-5-17`],
  ])('%s', (name, expected) => {
    expect(name).toBe(expected);
  });
});

test('a subscription covers what it is for and nothing of another study', () => {
  expect(covers(ALL_JOBS, jobSubject(study, 0))).toBe(true);
  expect(covers(ALL_EVENTS, eventSubject(study, 0))).toBe(true);
  expect(covers(ALL_HEARTBEATS, heartbeatSubject('host-1'))).toBe(true);
  expect(covers(studyJobs(study), jobSubject(study, 12))).toBe(true);
  expect(covers(studyEvents(study), eventSubject(study, 12))).toBe(true);
  expect(covers(studyJobs(study), jobSubject(other, 12))).toBe(false);
  expect(covers(studyEvents(study), eventSubject(other, 12))).toBe(false);
  expect(covers(ALL_JOBS, eventSubject(study, 0))).toBe(false);
});

test('no two pieces of checkpoints share a subject, and each is covered only by its own study, trial and checkpoint', () => {
  const count = fc.nat({ max: 1_000 });
  const checkpoint = fc.tuple(fc.constantFrom(study, other), count, count, count, count);
  fc.assert(
    fc.property(checkpoint, checkpoint, count, count, (mine, another, piece, otherPiece) => {
      const [name, otherName] = [checkpointName(...mine), checkpointName(...another)];
      const subject = checkpointPiece(name, piece);
      const same = (ids: number): boolean => mine.slice(0, ids).join() === another.slice(0, ids).join();
      expect(checkpointOfPiece(subject)).toBe(name);
      expect(subject === checkpointPiece(otherName, otherPiece)).toBe(same(5) && piece === otherPiece);
      expect(covers(ALL_CHECKPOINTS, subject)).toBe(true);
      expect(covers(studyCheckpoints(another[0]), subject)).toBe(same(1));
      expect(covers(trialCheckpoints(another[0], another[1]), subject)).toBe(same(2));
      expect(covers(checkpointPieces(otherName), subject)).toBe(same(5));
    }),
    { seed: 1 },
  );
});

test('no role can listen to the replies of another', () => {
  const roles = ['coordinator', 'worker', 'cli'] as const;
  const prefixes = roles.map(inboxPrefix);
  expect(new Set(prefixes).size).toBe(3);
  for (const prefix of prefixes) {
    expect(prefixes.filter((allowed) => covers(`${allowed}.>`, `${prefix}.1`))).toEqual([prefix]);
  }
});
