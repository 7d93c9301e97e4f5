import { Box, Text } from 'ink';
import { fitLine, type Line } from './line.js';

/** Lines of text, each exactly `width` cells. */
export function Lines({ lines, width }: { lines: readonly Line[]; width: number }) {
  return (
    <Box flexDirection="column" width={width} height={lines.length}>
      {lines.map((line, row) => (
        <Text key={row} wrap="truncate">
          {fitLine(line, width).map(({ text, dim, colour, ...look }, index) => (
            <Text
              key={index}
              {...look}
              {...(dim ? { dimColor: true } : {})}
              {...(colour ? { color: colour } : {})}
            >
              {text}
            </Text>
          ))}
        </Text>
      ))}
    </Box>
  );
}
