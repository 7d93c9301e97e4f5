import { Text } from 'ink';
import type { Snapshot } from '../snapshot.js';
import { fit, percent, shortValue } from '../units.js';

/** The best trial so far in one line. */
export function BestLine({ snapshot, columns }: { snapshot: Snapshot; columns: number }) {
  const { best } = snapshot;
  if (!best || best.bestValidationError === null)
    return <Text dimColor>{fit('best so far: none yet', columns - 1)}</Text>;
  const params = Object.entries(best.params).map(([field, value]) => `${field} ${shortValue(value)}`);
  const text = `best so far: ${percent(best.bestValidationError)} validation error, trial ${best.number} at epoch ${best.bestEpoch}: ${params.join(', ')}`;
  return (
    <Text bold color="green">
      {fit(text, columns - 1)}
    </Text>
  );
}
