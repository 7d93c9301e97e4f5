import type { ModelSpec } from '@ram-sweep/ram';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { ModelDisposedError } from '../errors.js';
import { evaluationGraph, trainingGraph } from '../graph/graphs.js';
import { discard } from './discard.js';
import type { OnnxRuntime } from './runtime.js';

export type Tensors = Record<string, Tensor>;

/** The compiled graphs of one model. A run blocks its thread until it is done. */
export class Sessions {
  readonly #graphs: Readonly<Record<'training' | 'evaluation', InferenceSession>>;
  #closed = false;
  /** Settles when no run is active, because a session must not be released during one. */
  #idle: Promise<void> = Promise.resolve();

  static async open(runtime: OnnxRuntime, spec: ModelSpec, threads: number): Promise<Sessions> {
    const options: InferenceSession.SessionOptions = {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      // A waiting thread must sleep, because the cores are shared with other models.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    };
    const create = (graph: Uint8Array) => runtime.InferenceSession.create(graph, options);
    return new Sessions(await create(trainingGraph(spec)), await create(evaluationGraph(spec)));
  }

  private constructor(training: InferenceSession, evaluation: InferenceSession) {
    this.#graphs = { training, evaluation };
  }

  /** Runs with those of the given tensors that the graph reads. Results go into `into` if it is set. */
  async run(graph: 'training' | 'evaluation', given: Tensors, into?: Tensors): Promise<Tensors> {
    if (this.#closed) throw new ModelDisposedError();
    const session = this.#graphs[graph];
    const feeds = Object.fromEntries(session.inputNames.map((name) => [name, given[name]!]));
    const run = into === undefined ? session.run(feeds) : runInto(session, feeds, into);
    this.#idle = Promise.allSettled([this.#idle, run]).then(() => undefined);
    return run;
  }

  /** Waits for active runs to end, then frees the sessions. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#idle;
    await Promise.all(Object.values(this.#graphs).map((session) => session.release()));
  }
}

/**
 * The binding writes results where they are wanted, but returns copies of them all the same (onnxruntime-node
 * 1.30).
 */
async function runInto(session: InferenceSession, feeds: Tensors, into: Tensors): Promise<Tensors> {
  const results = await session.run(feeds, into);
  discard(Object.keys(into).flatMap((name) => copyOf(into[name]!, results[name])));
  return into;
}

const copyOf = (given: Tensor, result: Tensor | undefined): Tensor[] =>
  result === undefined || result.data === given.data ? [] : [result];
