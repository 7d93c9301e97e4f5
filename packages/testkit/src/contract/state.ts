import { expect, it } from 'vitest';
import {
  freshState,
  initialParameters,
  ModelInputError,
  type Engine,
  type Model,
  type ModelSpec,
  type ModelState,
} from '@ram-sweep/ram';
import { drawInput, tinySpec } from './cases.js';

/** Declares: state goes in and out exactly, steps repeat exactly, and what does not fit is refused. */
export function describeState(engine: () => Engine): void {
  async function modelWith(state: ModelState, spec: ModelSpec): Promise<Model> {
    const model = await engine().compile(spec);
    await model.load(state);
    return model;
  }

  it.each(['adam', 'sgd'] as const)('gives back the state that it was given: %s', async (optimizer) => {
    const spec = { ...tinySpec, optimizer };
    const model = await modelWith(start(spec), spec);
    const trained = await train(model, [0, 1]);
    const copy = await modelWith(trained, spec);
    expect(await copy.save()).toEqual(trained);
    await Promise.all([model.dispose(), copy.dispose()]);
  });

  it.each(['adam', 'sgd'] as const)('repeats a training exactly: %s', async (optimizer) => {
    const spec = { ...tinySpec, optimizer, clipNorm: 0.5 };
    const [one, two] = [await modelWith(start(spec), spec), await modelWith(start(spec), spec)];
    expect(await train(two, [0, 1, 2])).toEqual(await train(one, [0, 1, 2]));
    await Promise.all([one.dispose(), two.dispose()]);
  });

  it.each(['adam', 'sgd'] as const)(
    'continues from a saved state as if never stopped: %s',
    async (optimizer) => {
      const spec = { ...tinySpec, optimizer };
      const model = await modelWith(start(spec), spec);
      const halfway = await train(model, [0, 1]);
      const resumed = await modelWith(halfway, spec);
      expect(await train(resumed, [2, 3])).toEqual(await train(model, [2, 3]));
      await Promise.all([model.dispose(), resumed.dispose()]);
    },
  );

  it('keeps nothing of the arrays it takes and gives', async () => {
    const given = start(tinySpec);
    const model = await modelWith(given, tinySpec);
    given.parameters['patch.weight']!.fill(9);
    (await model.save()).parameters['action.bias']!.fill(9);
    expect(await model.save()).toEqual(start(tinySpec));
    await model.dispose();
  });

  it('trains two models at once without mixing them up', async () => {
    const other: ModelSpec = { ...tinySpec, hidden: 9, glimpses: 2, optimizer: 'sgd' };
    const models = [
      await modelWith(start(tinySpec), tinySpec),
      await modelWith(start(tinySpec), tinySpec),
      await modelWith(start(other), other),
    ];
    const alone = await train(models[0]!, [0, 1, 2]);
    const [together] = await Promise.all(models.slice(1).map((model) => train(model, [0, 1, 2])));
    expect(together).toEqual(alone);
    await Promise.all(models.map((model) => model.dispose()));
  });

  it('leaves the weights alone when it is only looked at', async () => {
    const model = await modelWith(start(tinySpec), tinySpec);
    const { batch, noise } = drawInput(tinySpec, initialParameters(tinySpec, 1), 3, 0);
    await model.gradients(batch, noise);
    await model.evaluate(batch, noise);
    expect(await model.save()).toEqual(start(tinySpec));
    await model.dispose();
  });

  it.each(misfits)('refuses a state that does not fit, and names it: $field', async ({ field, change }) => {
    const state = start(tinySpec);
    const model = await modelWith(state, tinySpec);
    const refused = await model.load(change(state)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ModelInputError);
    expect(refused).toMatchObject({ field });
    expect(await model.save()).toEqual(state);
    await model.dispose();
  });

  it('refuses a batch and noise that do not fit', async () => {
    const model = await modelWith(start(tinySpec), tinySpec);
    const { batch, noise } = drawInput(tinySpec, initialParameters(tinySpec, 1), 3, 0);
    const stray = { ...batch, labels: Int32Array.of(0, tinySpec.classes, 0) };
    await expect(model.step({ ...batch, rows: 4 }, noise, 0.01)).rejects.toMatchObject({ field: 'images' });
    await expect(model.gradients(stray, noise)).rejects.toMatchObject({ field: 'labels' });
    await expect(model.evaluate(batch, { ...noise, first: new Float32Array(2) })).rejects.toMatchObject({
      field: 'noise.first',
    });
    expect(await model.save()).toEqual(start(tinySpec));
    await model.dispose();
  });
}

const start = (spec: ModelSpec) => freshState(spec, initialParameters(spec, 1));

async function train(model: Model, steps: readonly number[]): Promise<ModelState> {
  for (const step of steps) {
    const { batch, noise } = drawInput(model.spec, initialParameters(model.spec, 1), 3, step);
    await model.step(batch, noise, 0.01);
  }
  return model.save();
}

const misfits: { field: string; change: (state: ModelState) => ModelState }[] = [
  {
    field: 'parameters.patch.bias',
    change: (state) => ({ ...state, parameters: without(state.parameters, 'patch.bias') }),
  },
  {
    field: 'parameters.locator.bias',
    change: (state) => ({
      ...state,
      parameters: { ...state.parameters, 'locator.bias': new Float32Array(5) },
    }),
  },
  {
    field: 'parameters.action.weight',
    change: (state) => ({
      ...state,
      parameters: { ...state.parameters, 'action.weight': new Float32Array(5) },
    }),
  },
  { field: 'slots.v', change: (state) => ({ ...state, slots: without(state.slots, 'v') }) },
  { field: 'slots.velocity', change: (state) => ({ ...state, slots: { ...state.slots, velocity: {} } }) },
  {
    field: 'slots.m.patch.weight',
    change: (state) => ({
      ...state,
      slots: { ...state.slots, m: { ...state.slots['m'], 'patch.weight': new Float32Array(1) } },
    }),
  },
  { field: 'updates', change: (state) => ({ ...state, updates: -1 }) },
];

function without<Value>(record: Readonly<Record<string, Value>>, name: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}
