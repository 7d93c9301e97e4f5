import { GraphBuilder, type Value } from './graph-builder.js';

interface GemmOptions {
  /** Added to the product: a matrix of its shape, or one row. */
  readonly plus?: Value;
  readonly transposeLeft?: boolean;
  readonly transposeRight?: boolean;
}

/** The ONNX operators the training step is made of: https://onnx.ai/onnx/operators/. */
export class Graph extends GraphBuilder {
  add = (left: Value, right: Value) => this.node('Add', [left, right]);
  subtract = (left: Value, right: Value) => this.node('Sub', [left, right]);
  multiply = (left: Value, right: Value) => this.node('Mul', [left, right]);
  divide = (left: Value, right: Value) => this.node('Div', [left, right]);
  square = (value: Value) => this.multiply(value, value);
  relu = (value: Value) => this.node('Relu', [value]);
  tanh = (value: Value) => this.node('Tanh', [value]);
  exp = (value: Value) => this.node('Exp', [value]);
  negate = (value: Value) => this.node('Neg', [value]);
  floor = (value: Value) => this.node('Floor', [value]);

  scale = (value: Value, factor: number) => (factor === 1 ? value : this.multiply(value, this.float(factor)));
  clip = (value: Value, low: number, high: number) =>
    this.node('Clip', [value, this.float(low), this.float(high)]);

  toFloat = (value: Value) => this.node('Cast', [value], { to: 1 });
  toInt32 = (value: Value) => this.node('Cast', [value], { to: 6 });

  /** 0 keeps a length, −1 takes the remainder. */
  reshape = (value: Value, shape: readonly number[]) => this.node('Reshape', [value, this.int64s(shape)]);
  concat = (values: readonly Value[], axis: number) =>
    values.length === 1 ? values[0]! : this.node('Concat', values, { axis });
  zeros = (shape: readonly number[]) => this.node('ConstantOfShape', [this.int64s(shape)]);
  /** `count` equal parts. */
  split = (value: Value, axis: number, count: number) =>
    count === 1 ? [value] : this.nodes('Split', [value], count, { axis, num_outputs: count });

  mean = (value: Value) => this.node('ReduceMean', [value], { keepdims: 0 });
  /** Sums over one axis, which is dropped unless it is kept with length 1. */
  sum = (value: Value, axis: number, keep = false) =>
    this.node('ReduceSum', [value, this.int64s([axis])], { keepdims: keep ? 1 : 0 });

  /** left · right (+ plus), either of them transposed on the way. */
  gemm(left: Value, right: Value, options: GemmOptions = {}): Value {
    const { plus, transposeLeft, transposeRight } = options;
    return this.node('Gemm', plus === undefined ? [left, right] : [left, right, plus], {
      ...(transposeLeft ? { transA: 1 } : {}),
      ...(transposeRight ? { transB: 1 } : {}),
    });
  }
}
