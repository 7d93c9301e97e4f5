import { Box, Text } from 'ink';
import { usePageKeys, type PageKeys } from '../hooks/page-keys.js';
import { fit } from '../text/fit.js';

/** A config as YAML: as usual, and folded, where it would be too long for the screen. */
export interface CopiedConfig {
  readonly text: string;
  readonly folded: string;
}

export interface ConfigPageProps {
  readonly trial: number;
  readonly config: CopiedConfig;
  readonly keys: PageKeys;
  readonly columns: number;
  readonly rows: number;
  readonly onLeave: () => void;
  readonly onInterrupt: () => void;
}

/** Title, a gap above and below, the keys, and the row that stays free. */
const FIXED_ROWS = 5;

/** A config with nothing beside it, so that it can be selected with the mouse. */
export function ConfigPage({ trial, config, keys, columns, rows, onLeave, onInterrupt }: ConfigPageProps) {
  usePageKeys(keys, (input, key) => {
    if (key.ctrl && input === 'c') onInterrupt();
    else onLeave();
  });
  const plain = config.text.trimEnd().split('\n');
  const lines = plain.length <= rows - FIXED_ROWS ? plain : config.folded.trimEnd().split('\n');
  const title = `config of trial ${trial}: your terminal was asked to copy it; if it did not, select it here`;
  return (
    <Box flexDirection="column" width={columns - 1}>
      <Text bold>{fit(title, columns - 1)}</Text>
      {['', ...lines, ''].map((line, row) => (
        <Text key={row} wrap="truncate">
          {line || ' '}
        </Text>
      ))}
      <Text dimColor>{fit('any key: back', columns - 1)}</Text>
    </Box>
  );
}
