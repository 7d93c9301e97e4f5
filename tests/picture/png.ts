import { crc32, deflateSync } from 'node:zlib';

/** Rows of pixels as a PNG in a data URI; colours are #rrggbb. */
export function pngDataUri(rows: readonly (readonly string[])[]): string {
  const width = rows[0]?.length ?? 0;
  // 8 bits of red, green and blue; each row begins with its filter, none.
  const header = Buffer.from([...fourBytes(width), ...fourBytes(rows.length), 8, 2, 0, 0, 0]);
  const pixels = Buffer.from(
    rows.map((row) => `00${row.map((colour) => colour.slice(1)).join('')}`).join(''),
    'hex',
  );
  const png = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${png.toString('base64')}`;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([Buffer.from(fourBytes(data.length)), typed, Buffer.from(fourBytes(crc32(typed)))]);
}

const fourBytes = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
