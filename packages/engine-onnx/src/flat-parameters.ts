import { elementCount, parameterShapes, type ModelSpec, type Parameters } from '@ram-sweep/ram';

/** One value for every weight, in one array, with a view on it for each parameter. */
export class FlatParameters {
  readonly values: Float32Array;
  readonly views: Parameters;

  /** `values`: as many as the model has weights. */
  constructor(spec: ModelSpec, values: Float32Array) {
    this.values = values;
    let offset = 0;
    this.views = Object.fromEntries(
      Object.entries(parameterShapes(spec)).map(([name, shape]) => {
        const begin = offset;
        offset += elementCount(shape);
        return [name, this.values.subarray(begin, offset)];
      }),
    );
  }

  set(parameters: Parameters): void {
    for (const [name, view] of Object.entries(this.views)) view.set(parameters[name]!);
  }

  copy(): Parameters {
    return Object.fromEntries(Object.entries(this.views).map(([name, view]) => [name, view.slice()]));
  }
}
