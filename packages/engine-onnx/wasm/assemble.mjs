/**
 * Assembles optimizer.wat to optimizer.wasm, which is committed: `npm run assemble -w packages/engine-onnx`.
 * With --check it writes nothing, and fails if that was forgotten.
 */
import { readFile, writeFile } from 'node:fs/promises';
import openWabt from 'wabt';

const source = await readFile(new URL('optimizer.wat', import.meta.url), 'utf8');
const target = new URL('optimizer.wasm', import.meta.url);

const module = (await openWabt()).parseWat('optimizer.wat', source, { simd: true });
const { buffer } = module.toBinary({});
if (!process.argv.includes('--check')) await writeFile(target, buffer);
else if (!(await readFile(target)).equals(buffer)) throw new Error('optimizer.wasm is not optimizer.wat');
