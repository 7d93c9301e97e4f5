/** For `node --import`: every disk has 7 MiB left. */
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

fs.statfs = async () => ({ bavail: 7, bsize: 1024 * 1024 });
syncBuiltinESMExports();
