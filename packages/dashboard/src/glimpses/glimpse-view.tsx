import type { TerminalColours } from '@ram-sweep/report/terminal';
import { Box, Text } from 'ink';
import { useEffect, useReducer } from 'react';
import { usePageKeys, type PageKeys } from '../hooks/page-keys.js';
import { fit } from '../text/fit.js';
import { glimpseLines } from './glimpse-lines.js';
import { firstPlayback, play } from './playback.js';
import type { Trace } from './traced.js';
import { Waiting } from './waiting.js';

export interface GlimpseViewProps {
  readonly trial: number;
  readonly trace: Trace;
  readonly colours: TerminalColours;
  readonly keys: PageKeys;
  readonly columns: number;
  readonly rows: number;
  readonly onLeave: () => void;
  readonly onInterrupt: () => void;
}

/** For which a glimpse is shown. */
const TICK_MS = 450;

/** Where the model of a trial looks, glimpse by glimpse, image after image, until the person leaves. */
export function GlimpseView({
  trial,
  trace,
  colours,
  keys,
  columns,
  rows,
  onLeave,
  onInterrupt,
}: GlimpseViewProps) {
  const [playback, tell] = useReducer(play, firstPlayback);
  useEffect(() => trace(trial, tell), [trace, trial]);
  useEffect(() => {
    const timer = setInterval(() => tell('tick'), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  usePageKeys(keys, (input, key) => {
    if (key.ctrl && input === 'c') onInterrupt();
    else if (key.escape || key.backspace || input === 'q' || input === 'v') onLeave();
    else if (key.rightArrow || key.downArrow || input === 'n' || input === 'j') tell('next');
    else if (key.leftArrow || key.upArrow || input === 'p' || input === 'k') tell('previous');
    else if (input === ' ') tell('pause');
  });
  const lines = glimpseLines(playback, { columns, rows, colours });
  const isWaiting = lines.length === 0 && playback.failure === null;
  return (
    <Box flexDirection="column" width={columns - 1}>
      {isWaiting && <Waiting text={`loading the model of trial ${trial} …`} width={columns - 1} />}
      {lines.map((line, row) => (
        <Text key={row} wrap="truncate">
          {line || ' '}
        </Text>
      ))}
      {playback.failure !== null && <Text color="yellow">{fit(playback.failure, columns - 1)}</Text>}
      <Text dimColor>
        {fit(`←→ image  space ${playback.playing ? 'pause' : 'play'}  q back`, columns - 1)}
      </Text>
    </Box>
  );
}
