import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@ram-sweep/services';
import { eventually } from '../program/sandbox.js';
import { undoing } from './undo.js';

const NODE = 'node1';
/**
 * How long a requeued job waits before it starts again, which SLURM ties to the life of a credential; 120 s by default.
 */
const REQUEUE_WAIT_S = 10;

type Variables = Readonly<Record<string, string>>;

/** Munge, slurmctld and slurmd on this machine: a cluster of one node, with all its files in one folder. */
export class SlurmNode implements Disposable {
  readonly #folder: string;
  readonly #daemons: ChildProcess[] = [];
  readonly #undo: Disposable;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#undo = undoing(() => {
      for (const daemon of this.#daemons.toReversed()) daemon.kill('SIGTERM');
    });
  }

  static async start(folder: string): Promise<SlurmNode> {
    const node = new SlurmNode(folder);
    try {
      await node.#start();
      return node;
    } catch (error) {
      node[Symbol.dispose]();
      throw error;
    }
  }

  /** Runs one of SLURM's programs; returns what it prints. `env`: variables that it, and a job that it submits, get. */
  async run(program: string, args: readonly string[], env: Variables = {}): Promise<string> {
    const variables = { ...process.env, ...env, SLURM_CONF: join(this.#folder, 'slurm.conf') };
    return (await promisify(execFile)(program, args, { env: variables, cwd: this.#folder })).stdout.trim();
  }

  /** The text of a file in the cluster's folder, where jobs are run; empty if there is none. */
  read(file: string): Promise<string> {
    return readFile(join(this.#folder, file), 'utf8').catch(() => '');
  }

  [Symbol.dispose](): void {
    this.#undo[Symbol.dispose]();
  }

  async #start(): Promise<void> {
    for (const name of ['munge', 'state', 'spool'])
      await mkdir(join(this.#folder, name), { recursive: true, mode: 0o755 });
    const munge = (name: string): string => join(this.#folder, 'munge', name);
    await writeFile(munge('key'), randomBytes(1024));
    await chmod(munge('key'), 0o400);
    await writeFile(join(this.#folder, 'slurm.conf'), await configuration(this.#folder));
    const files = ['key', 'pid', 'log', 'seed'].map((name) => `--${name}-file=${munge(name)}`);
    this.#daemon('munged', '--foreground', '--force', `--socket=${munge('socket')}`, ...files);
    this.#daemon('slurmctld', '-D', '-c');
    this.#daemon('slurmd', '-D', '-N', NODE);
    await eventually('a node that takes jobs', () =>
      this.run('sinfo', ['--noheader', '--format=%T']).then(
        (state) => state === 'idle',
        () => false,
      ),
    );
  }

  #daemon(program: string, ...args: readonly string[]): void {
    const env = { ...process.env, SLURM_CONF: join(this.#folder, 'slurm.conf') };
    const daemon = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const log = join(this.#folder, `${program}.out`);
    for (const stream of [daemon.stdout, daemon.stderr])
      stream.on('data', (text: Buffer) => appendFileSync(log, text));
    this.#daemons.push(daemon);
  }
}

async function configuration(folder: string): Promise<string> {
  const [controller, node] = [await freePort(), await freePort()];
  return `
ClusterName=ram-sweep
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=${folder}/munge/socket,cred_expire=${REQUEUE_WAIT_S}
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
ReturnToService=2
JobRequeue=1
KillWait=30
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
MailProg=/bin/true
NodeName=${NODE} NodeHostname=${hostname()} NodeAddr=127.0.0.1 CPUs=${availableParallelism()} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}
