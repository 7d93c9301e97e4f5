import { z } from 'zod';
import { BusOptionsError } from '../errors.js';

const server = z
  .string()
  .regex(
    /^((nats|tls):\/\/)?[^\s/@:]+(:\d{1,5})?$|^((nats|tls):\/\/)?\[[0-9a-f:.]+\](:\d{1,5})?$/i,
    'an address looks like nats://host:4222; give user and password as separate options',
  );

/** How a process connects to NATS. Parsed once; at most one of user and password, token, and credsFile is given. */
export const busOptionsSchema = z
  .strictObject({
    /**
     * One address, or several of one cluster. `tls://` requires encryption; give several servers with certificates
     * by name, not by IP address.
     */
    servers: z.union([server, z.array(server).min(1)]),
    user: z.string().min(1).optional(),
    password: z.string().optional(),
    token: z.string().min(1).optional(),
    /** A NATS .creds file: a user's JWT and its key. */
    credsFile: z.string().min(1).optional(),
    /**
     * Files in PEM form: the CA that signed the server's certificate, and our own certificate if it asks for one.
     * False: not encrypted, even where the server offers it.
     */
    tls: z
      .union([
        z.literal(false),
        z.strictObject({
          caFile: z.string().min(1).optional(),
          certFile: z.string().min(1).optional(),
          keyFile: z.string().min(1).optional(),
        }),
      ])
      .optional(),
    /**
     * Of a home that is joined by token: the certificate of its server in PEM form, and the name in it. No other
     * certificate is accepted, no matter who signed it; and where this server refuses the user, it is for good.
     */
    pinned: z.strictObject({ certificate: z.string().min(1), serverName: z.string().min(1) }).optional(),
    /** Our name in the server's lists of connections. */
    name: z.string().min(1).max(200),
    /** `coordinator` creates missing streams; the others only use them. */
    role: z.enum(['coordinator', 'worker', 'cli']),
    /**
     * An event that is neither acknowledged nor kept alive for this long is redelivered; a job after 6 s at the latest.
     */
    ackWaitMs: z.number().int().min(100).default(30_000),
    /** Copies of each stream, on that many servers of a cluster. Not given: as it is, one for a new stream. */
    replicas: z.union([z.literal(1), z.literal(3), z.literal(5)]).optional(),
  })
  .check(({ value, issues }) => {
    const ways = [value.user, value.token, value.credsFile].filter((way) => way !== undefined);
    const problem = (path: string, message: string) =>
      issues.push({ code: 'custom', path: [path], input: value, message });
    if (ways.length > 1) problem('user', 'give only one of user, token and credsFile');
    if (value.password !== undefined && value.user === undefined)
      problem('password', 'a password needs a user');
    const tls = value.tls || {};
    if ((tls.certFile === undefined) !== (tls.keyFile === undefined))
      problem('tls', 'certFile and keyFile belong together');
    if (value.pinned !== undefined && value.tls !== undefined)
      problem('pinned', 'a pinned certificate leaves nothing to be said under tls');
  });

/** What a caller writes; fields with a default may be left out. */
export type BusOptions = Readonly<z.input<typeof busOptionsSchema>>;
export type CompiledBusOptions = Readonly<Omit<z.output<typeof busOptionsSchema>, 'servers'>> & {
  readonly servers: readonly string[];
};

/** Checks options and fills in defaults. Throws a BusOptionsError that names each wrong field. */
export function compileBusOptions(input: BusOptions): CompiledBusOptions {
  const { data: options, error } = busOptionsSchema.safeParse(input);
  if (error) throw new BusOptionsError(describeIssues(error));
  return Object.freeze({ ...options, servers: [options.servers].flat() });
}

const describeIssues = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
