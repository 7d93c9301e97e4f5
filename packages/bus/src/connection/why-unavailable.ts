import { ErrorCode } from 'nats';
import { TokenRefusedError } from '../errors.js';
import {
  explain,
  hasCode,
  isClusterTooSmall,
  isNoCluster,
  isStreamMissing,
  saysNoLeader,
} from './failures.js';
import type { CompiledBusOptions } from './options.js';

/** What is wrong and what a person can do about it. Never contains a password. */
export function whyUnavailable(options: CompiledBusOptions, cause: unknown, timeoutMs: number): string {
  const where = options.servers.join(', ');
  if (options.pinned) return whyNotTheHome(where, cause, timeoutMs);
  if (hasCode(cause, ErrorCode.ConnectionRefused) || systemCode(cause) === 'ENOTFOUND') {
    return `no NATS server answers at ${where}; start it, or correct its address`;
  }
  if (hasCode(cause, ErrorCode.AuthorizationViolation) || hasCode(cause, ErrorCode.AuthenticationExpired)) {
    return `the NATS server at ${where} refuses ${whoWeAre(options)}; correct the credentials`;
  }
  if (hasCode(cause, ErrorCode.Timeout)) {
    const hint =
      options.tls && options.tls.caFile && !options.tls.certFile
        ? ', or does it want tls.certFile (--nats-cert)?'
        : '?';
    return `the NATS server at ${where} did not answer within ${timeoutMs / 1000} s; is the address right${hint}`;
  }
  if (hasCode(cause, ErrorCode.ServerOptionNotAvailable)) {
    return `the NATS server at ${where} does not speak TLS; leave out tls, or set it up on the server`;
  }
  const certificate = certificateProblem(cause);
  if (certificate !== null) return `the certificate of the NATS server at ${where} ${certificate}`;
  return `the NATS server at ${where} cannot be used: ${explain(cause)}`;
}

/** Of a server at an address of a join token, which took the connection. */
function whyNotTheHome(where: string, cause: unknown, timeoutMs: number): string {
  if (certificateProblem(cause) !== null || hasCode(cause, ErrorCode.ServerOptionNotAvailable))
    return `the server at ${where} is not the one that made this join token: its certificate is another one; ${NEW_TOKEN}`;
  const said = hasCode(cause, ErrorCode.Timeout) ? `no answer within ${timeoutMs / 1000} s` : explain(cause);
  return `the nats-server behind ${where} cannot be used: ${said}; look there with \`ram-sweep doctor\``;
}

const NEW_TOKEN = 'print a new one on the first machine with `ram-sweep tokens add`';

/** `failures`: what is wrong with each address of a join token. */
export const homeUnreachable = (failures: readonly string[]): string =>
  `no address of this join token leads to its machine: ${failures.join(', ')}; does \`ram-sweep doctor\` say there that ` +
  'it listens, and does a firewall let this port through? For an address that the token lacks, print another one: ' +
  '`ram-sweep tokens add NAME --address HOST:PORT`';

/** The error of a user that a home does not know, or not any more. */
export const tokenRefused = ({ servers }: CompiledBusOptions, cause?: unknown): TokenRefusedError =>
  new TokenRefusedError(
    servers,
    `the home at ${servers.join(', ')} does not accept this join token any more: it was revoked; ${NEW_TOKEN}`,
    { cause },
  );

/** Why the streams could not be made there, and what a person can do about it. */
export function whyNoStreams({ servers, replicas }: CompiledBusOptions, cause: unknown): string {
  const where = servers.join(', ');
  if (isStreamMissing(cause))
    return `the NATS server at ${where} does not run JetStream; start nats-server with --jetstream`;
  if (saysNoLeader(cause))
    return `the NATS cluster at ${where} has no leader: more than half of its servers must be up`;
  if (isNoCluster(cause))
    return `the NATS server at ${where} is in no cluster, so it cannot keep ${replicas} copies of each stream; give --nats-replicas 1, or the addresses of a cluster`;
  if (isClusterTooSmall(cause) && replicas !== undefined)
    return `the NATS cluster at ${where} has too few servers, or too little room, for ${replicas} copies of each stream (${explain(cause)}); start the others, or ask for fewer with --nats-replicas`;
  return `the ram-sweep streams cannot be created on the NATS server at ${where}: ${explain(cause)}`;
}

function whoWeAre({ user, token, credsFile }: CompiledBusOptions): string {
  if (user !== undefined) return `user ${user} or the password`;
  if (token !== undefined) return 'the token';
  if (credsFile !== undefined) return `the credentials in ${credsFile}`;
  return 'a connection without credentials';
}

function systemCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** What is wrong with the server's certificate, by Node's codes; null if something else is. */
function certificateProblem(error: unknown): string | null {
  const code = systemCode(error);
  if (typeof code !== 'string' || !/CERT|SIGNATURE|ISSUER|ALTNAME|SELF_SIGNED/.test(code)) return null;
  const said = explain(error);
  if (code === 'CERT_HAS_EXPIRED') return `has expired (${said}); renew it`;
  if (code === 'CERT_NOT_YET_VALID') return `is not valid yet (${said}); set the clocks`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `is for another host (${said}); connect to a host that it names`;
  }
  return `is not trusted (${said}); give the CA that signed it as tls.caFile (--nats-ca)`;
}
