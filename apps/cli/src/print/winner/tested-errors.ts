import { interval, percent } from '@ram-sweep/format';
import { attentionVerdict, type RepeatResult, type RepeatTest, type Winner } from '@ram-sweep/results';
import { describeProtocol } from '../trial/protocol.js';

/** The errors on test images. Those of the controls stand beside them where the bars below do not show them. */
export function testedErrors({ trial, group, controls }: Winner): string[] {
  if (!group) return trial.tests.map((test) => `${percent(test.error)} (${describeProtocol(test)})`);
  const shown = attentionVerdict({ group, controls })?.measure;
  return group.tests.map((test) => {
    const isShown = shown?.images === 'test' && isSameTest(shown, test);
    const beside = isShown ? [] : controls.flatMap((control) => besideTest(control, test));
    return [`${interval(test)} (${describeProtocol(test)})`, ...beside].join(', ');
  });
}

function besideTest({ policy, tests }: RepeatResult, test: RepeatTest): string[] {
  const same = tests.find((each) => isSameTest(each, test));
  return same ? [`${policy} ${interval(same)}`] : [];
}

type TestWay = Pick<RepeatTest, 'policy' | 'rollouts'>;

const isSameTest = (one: TestWay, other: TestWay): boolean =>
  one.policy === other.policy && one.rollouts === other.rollouts;
