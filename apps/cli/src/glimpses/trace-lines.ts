import type { TraceMessage, Traced } from '@ram-sweep/dashboard';

type Path = Traced['paths'][number];

/**
 * A message as one line of JSON. Brightness is rounded to a thousandth: more is not seen, and no line needs be long.
 */
export const encodeMessage = (message: TraceMessage): string =>
  JSON.stringify(message, (_, value: unknown) =>
    value instanceof Float32Array ? Array.from(value, (each) => Math.round(each * 1000) / 1000) : value,
  );

/** Throws where the line is none of ours. */
export function decodeMessage(line: string): TraceMessage {
  const message = JSON.parse(line) as TraceMessage;
  if (message.kind === 'failure') return message;
  return { ...message, traced: { ...message.traced, paths: message.traced.paths.map(decodePath) } };
}

const decodePath = (path: Path): Path => ({
  ...path,
  pixels: Float32Array.from(path.pixels),
  glimpses: path.glimpses.map((glimpse) => ({
    ...glimpse,
    patches: glimpse.patches.map((patch) => Float32Array.from(patch)),
  })),
});
