/** Loads @tensorflow/tfjs-node from a folder, multiplies two matrices, and prints the version of TensorFlow. */
import assert from 'node:assert';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import nodeUtil from 'node:util';

// tfjs-node 4.22.0 calls two functions that Node 23 removed.
nodeUtil.isNullOrUndefined ??= (value) => value === null || value === undefined;
nodeUtil.isArray ??= Array.isArray;

const tf = createRequire(join(process.argv[2], 'package.json'))('@tensorflow/tfjs-node');
const [a, b] = [tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2])];
assert.equal(tf.getBackend(), 'tensorflow');
assert.deepEqual([...tf.matMul(a, b).dataSync()], [19, 22, 43, 50]);
console.log(tf.backend().binding.TF_Version);
