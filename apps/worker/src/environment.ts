import { z } from 'zod';

const environmentSchema = z.object({ RAM_SWEEP_TFJS_NODE: z.string().optional() }).transform((env) =>
  Object.freeze({
    /** A folder to take TensorFlow's native library from, before this project's. */
    nativeFolder: env.RAM_SWEEP_TFJS_NODE || undefined,
  }),
);

/** The only place of a worker that reads the environment; worker processes and training threads inherit it. */
export const readEnvironment = (): z.infer<typeof environmentSchema> => environmentSchema.parse(process.env);
