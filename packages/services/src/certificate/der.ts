/** Tags of ITU-T X.690, as far as a certificate needs them. */
export const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** Number n of a context is 0x80 + n, or 0xa0 + n where it holds other values. */
  context: 0x80,
  contextOfValues: 0xa0,
} as const;

/** A value in DER: its tag, the length of its content, its content. At most 65,535 bytes. */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
}

/** Up to 127 as it is, otherwise after a byte that says how many bytes it has. */
function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}
