/** For `node --import`: a machine whose name tells nothing of the one that made a dump. */
import os from 'node:os';
import { syncBuiltinESMExports } from 'node:module';

os.hostname = () => 'machine-1';
syncBuiltinESMExports();
