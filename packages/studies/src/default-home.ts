import { homedir } from 'node:os';
import { join } from 'node:path';

/** The home that the command line and programs share, unless another is named: RAM_SWEEP_HOME, or the XDG data folder. */
export const defaultHome = ({
  RAM_SWEEP_HOME: home,
  XDG_DATA_HOME: data,
}: Readonly<Record<string, string | undefined>>): string =>
  home || join(data || join(homedir(), '.local', 'share'), 'ram-sweep');
