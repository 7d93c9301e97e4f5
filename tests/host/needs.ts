import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a check takes of a machine beyond Node, npm and nats-server. */
export interface Need {
  /** As `--require` has it. */
  readonly name: string;
  /** What there is of it, in a few words. Throws an Error that says what is missing. */
  readonly find: () => Promise<string>;
  readonly wayOut: string;
}

export const tmux: Need = {
  name: 'tmux',
  find: () => firstLine('tmux', '-V'),
  wayOut: 'apt install tmux',
};

export const zsh: Need = {
  name: 'zsh',
  find: () => firstLine('zsh', '--version'),
  wayOut: 'apt install zsh',
};

export const fish: Need = {
  name: 'fish',
  find: () => firstLine('fish', '--version'),
  wayOut: 'apt install fish',
};

export const networkNamespaces: Need = {
  name: 'network-namespaces',
  find: async () => {
    const version = await firstLine('ip', '-V');
    const probe = `ram-sweep-probe-${process.pid}`;
    await firstLine('ip', 'netns', 'add', probe);
    await firstLine('ip', 'netns', 'delete', probe);
    return version;
  },
  wayOut: 'apt install iproute2, and be root (CAP_NET_ADMIN and CAP_SYS_ADMIN)',
};

export const slurm: Need = {
  name: 'slurm',
  find: async () => {
    if (process.getuid?.() !== 0) throw new Error('its daemons are started as root, and this is not root');
    await firstLine('munged', '--version');
    await firstLine('slurmctld', '-V');
    return firstLine('slurmd', '-V');
  },
  wayOut: 'apt install slurmctld slurmd slurm-client munge, and be root',
};

export const npmRegistry: Need = {
  name: 'npm-registry',
  find: async () => {
    await firstLine('npm', 'view', 'npm', 'version');
    return `npm ${await firstLine('npm', '--version')} reaches it`;
  },
  wayOut: 'connect this machine, or set npm up for a mirror',
};

export const kubectl: Need = {
  name: 'kubectl',
  find: () => firstLine('kubectl', 'version', '--client'),
  wayOut: 'https://kubernetes.io/docs/tasks/tools',
};

export const python: Need = {
  name: 'python',
  find: async () => {
    await firstLine('python3', '-c', 'import ensurepip, venv');
    return firstLine('python3', '--version');
  },
  wayOut: 'apt install python3-venv',
};

export const buildah: Need = {
  name: 'buildah',
  find: async () => {
    if (process.getuid?.() !== 0) throw new Error('a chroot needs root, and this is not root');
    await firstLine('mmdebstrap', '--version');
    return firstLine('buildah', '--version');
  },
  wayOut: 'apt install buildah mmdebstrap, and be root',
};

export const CHROMIUM = 'chromium';

export const chromium: Need = {
  name: 'chromium',
  find: () => firstLine(CHROMIUM, '--version'),
  wayOut: 'apt install chromium',
};

export const promtool: Need = {
  name: 'promtool',
  find: () => firstLine('promtool', '--version'),
  wayOut: 'apt install prometheus',
};

/** Throws where the program is not there or fails, with what it says of that. */
async function firstLine(program: string, ...args: readonly string[]): Promise<string> {
  try {
    return first((await promisify(execFile)(program, args)).stdout);
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
    throw new Error(code === 'ENOENT' ? `there is no ${program}` : first(stderr), { cause: error });
  }
}

const first = (text: string): string => text.trim().split('\n')[0] ?? '';
