import { shortValue } from '@ram-sweep/format';
import { describeBest, type Snapshot } from '@ram-sweep/results';
import { Text } from 'ink';
import { fit } from '../fit.js';

/** The best config so far in one line. */
export function BestLine({ snapshot, columns }: { snapshot: Snapshot; columns: number }) {
  const { best } = snapshot.study;
  if (!best) return <Text dimColor>{fit('best so far: none yet', columns - 1)}</Text>;
  const params = Object.entries(best.params).map(([field, value]) => `${field} ${shortValue(value)}`);
  const title = snapshot.study.state === 'complete' ? 'best' : 'best so far';
  return (
    <Text bold color="green">
      {fit(`${title}: ${describeBest(best)}: ${params.join(', ')}`, columns - 1)}
    </Text>
  );
}
