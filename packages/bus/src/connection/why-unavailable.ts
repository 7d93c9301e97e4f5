import { ErrorCode } from 'nats';
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
  if (hasCode(cause, ErrorCode.ConnectionRefused) || systemCode(cause) === 'ENOTFOUND') {
    return `no NATS server answers at ${where}; start it, or correct its address`;
  }
  if (hasCode(cause, ErrorCode.AuthorizationViolation) || hasCode(cause, ErrorCode.AuthenticationExpired)) {
    return `the NATS server at ${where} refuses ${whoWeAre(options)}; correct the credentials`;
  }
  if (hasCode(cause, ErrorCode.Timeout)) {
    const hint =
      options.tls?.caFile && !options.tls.certFile ? ', or does it want tls.certFile (--nats-cert)?' : '?';
    return `the NATS server at ${where} did not answer within ${timeoutMs / 1000} s; is the address right${hint}`;
  }
  if (hasCode(cause, ErrorCode.ServerOptionNotAvailable)) {
    return `the NATS server at ${where} does not speak TLS; leave out tls, or set it up on the server`;
  }
  const certificate = certificateProblem(cause);
  if (certificate !== null) return `the certificate of the NATS server at ${where} ${certificate}`;
  return `the NATS server at ${where} cannot be used: ${explain(cause)}`;
}

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
