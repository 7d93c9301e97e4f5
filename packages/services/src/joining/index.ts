/** Workers on other machines: loaded by the few commands that let them join. */
export { listen, reviveListener, stopListening } from './listening.js';
export { addToken, ensureToken, readJoining, readToken, revokeToken } from './tokens.js';
export type { Joining, TokenSummary } from './tokens.js';
export type { ListenAddress } from './joining-record.js';
export { advertised, withPort } from './listen-addresses.js';
export { readTokenUse } from './token-use.js';
export type { TokenUse } from './token-use.js';
