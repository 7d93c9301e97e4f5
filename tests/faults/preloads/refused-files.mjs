/**
 * For `node --import`: all below TEST_REFUSED belongs to somebody else, and we are anna. Root, as whom tests may run,
 * is refused no file by a real system.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

const refused = process.env.TEST_REFUSED;
const calls = ['open', 'readFile', 'writeFile', 'readdir', 'mkdir', 'link', 'access', 'rename'];

const isRefused = (path) => typeof path === 'string' && `${path}/`.startsWith(refused);

const denial = (call, path) =>
  Object.assign(new Error(`EACCES: permission denied, ${call} '${path}'`), {
    errno: -13,
    code: 'EACCES',
    syscall: call.endsWith('File') ? 'open' : call,
    path,
  });

for (const call of calls) {
  const [later, now] = [fs.promises[call], fs[`${call}Sync`]];
  fs.promises[call] = async (path, ...rest) => {
    if (isRefused(path)) throw denial(call, path);
    return later(path, ...rest);
  };
  fs[`${call}Sync`] = (path, ...rest) => {
    if (isRefused(path)) throw denial(call, path);
    return now(path, ...rest);
  };
}
os.userInfo = () => ({ uid: 4321, gid: 4321, username: 'anna', homedir: '/home/anna', shell: null });
syncBuiltinESMExports();
