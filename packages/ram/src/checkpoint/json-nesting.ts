const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * Whether brackets in JSON text (UTF-8) nest deeper than `depth`. JSON.parse takes seconds and half a gigabyte for
 * eight megabytes of them, so check text from strangers before parsing it.
 */
export function nestsDeeperThan(depth: number, json: Uint8Array): boolean {
  let open = 0;
  let inString = false;
  for (let index = 0; index < json.length && open <= depth; index += 1) {
    const byte = json[index]!;
    if (byte === QUOTE) inString = !inString;
    else if (inString) index += byte === BACKSLASH ? 1 : 0;
    else if (OPENING.has(byte)) open += 1;
    else if (CLOSING.has(byte)) open -= 1;
  }
  return open > depth;
}
