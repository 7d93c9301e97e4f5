import { isLoopback } from '../options.js';

/** The host that a Host header names, without its port; of an IPv6 address without brackets. */
const hostOf = (header: string): string =>
  /^\[([^\]]*)\](?::\d*)?$/.exec(header)?.[1] ?? header.replace(/:\d*$/, '');

/**
 * Whether a browser that sends this Host header, or has it in its URL, means this machine. A page from elsewhere can
 * make its own name lead to 127.0.0.1 (DNS rebinding) and then read what is answered, but the request has that name.
 */
export const namesThisMachine = (host: string | undefined): boolean =>
  host !== undefined && isLoopback(hostOf(host));
