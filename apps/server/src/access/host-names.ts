import { isLoopback } from '../options.js';

/** The host that a Host header names, without its port; of an IPv6 address without brackets. */
const hostOf = (header: string): string =>
  /^\[([^\]]*)\](?::\d*)?$/.exec(header)?.[1] ?? header.replace(/:\d*$/, '');

/**
 * Whether a browser that sends this header means this machine. A page from elsewhere can make its own name lead to
 * 127.0.0.1 (DNS rebinding) and then read what is answered, but the header has that name.
 */
export const namesThisMachine = (header: string | undefined): boolean =>
  header !== undefined && isLoopback(hostOf(header));
