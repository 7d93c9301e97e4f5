import { z } from 'zod';

/** The GPUs that a person left visible, by index; null if that was not set, or set by other names. */
const gpuIndices = (list: string | undefined): readonly number[] | null => {
  if (list === undefined) return null;
  const names = list.split(',').filter((name) => name !== '' && name !== '-1');
  return names.every((name) => /^\d+$/.test(name)) ? names.map(Number) : null;
};

const environmentSchema = z
  .object({ RAM_SWEEP_TFJS_NODE: z.string().optional(), CUDA_VISIBLE_DEVICES: z.string().optional() })
  .transform((env) =>
    Object.freeze({
      /** A folder to take TensorFlow's native library from, before this project's. */
      nativeFolder: env.RAM_SWEEP_TFJS_NODE || undefined,
      visibleGpus: gpuIndices(env.CUDA_VISIBLE_DEVICES),
    }),
  );

/** The only place in the engines that reads the environment; worker processes and training threads inherit it. */
export const readEnvironment = (env: NodeJS.ProcessEnv = process.env): z.infer<typeof environmentSchema> =>
  environmentSchema.parse(env);
