import { join } from 'node:path';
import { userFolder } from '@ram-sweep/services/user-folder';

/**
 * The home that the command line and programs share, unless another is named: RAM_SWEEP_HOME, or the XDG data folder.
 * Throws a ServicesHomeError where neither is set and the user has no folder.
 */
export const defaultHome = ({
  RAM_SWEEP_HOME: home,
  XDG_DATA_HOME: data,
}: Readonly<Record<string, string | undefined>>): string =>
  home || join(data || join(userFolder(), '.local', 'share'), 'ram-sweep');
