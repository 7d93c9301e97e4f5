import { ModelProto } from './onnx-schema.js';

/** Name of a tensor in the graph. */
export type Value = string & { readonly __value: unique symbol };

/** A fixed length, or the name of a dimension that each run chooses. */
type Dimension = number | string;
type ElementType = keyof typeof elementTypes;
type Attributes = Readonly<Record<string, number | readonly number[] | Float>>;

/** Marks an attribute as ONNX type FLOAT; plain numbers are INT. */
interface Float {
  readonly float: number;
}

// TensorProto.DataType and AttributeProto.AttributeType
const elementTypes = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;
const attributeTypes = { float: 1, int: 2, ints: 7 } as const;

/** IR 10 and opset 21 are read by ONNX Runtime from 1.18 on. */
const irVersion = 10;
const opset = 21;

/** Collects the nodes of one graph and encodes them as an ONNX model. */
export class GraphBuilder {
  readonly #name: string;
  readonly #nodes: { op_type: string; input: string[]; output: string[]; attribute: object[] }[] = [];
  readonly #constants = new Map<string, { name: Value; tensor: object }>();
  readonly #inputs: object[] = [];
  readonly #outputs: object[] = [];
  readonly #outputNames = new Map<Value, string>();

  constructor(name: string) {
    this.#name = name;
  }

  input(name: string, type: ElementType, shape: readonly Dimension[]): Value {
    this.#inputs.push(valueInfo(name, type, shape));
    return name as Value;
  }

  /** Makes a value a result of the graph. A value may be several results. */
  output(name: string, value: Value, type: ElementType, shape: readonly Dimension[]): void {
    this.#outputs.push(valueInfo(name, type, shape));
    const free = this.#nodes.some((node) => node.output.includes(value)) && !this.#outputNames.has(value);
    this.#outputNames.set(free ? value : this.node('Identity', [value]), name);
  }

  floats(values: readonly number[], shape: readonly number[]): Value {
    return this.#constant('float32', Float32Array.from(values), shape);
  }

  float(value: number): Value {
    return this.floats([value], []);
  }

  int32s(values: readonly number[], shape: readonly number[]): Value {
    return this.#constant('int32', Int32Array.from(values), shape);
  }

  /** A list of lengths, axes or positions, as operators take them. */
  int64s(values: readonly number[]): Value {
    return this.#constant('int64', BigInt64Array.from(values, BigInt), [values.length]);
  }

  node(operator: string, inputs: readonly Value[], attributes: Attributes = {}): Value {
    return this.nodes(operator, inputs, 1, attributes)[0]!;
  }

  /** A node with several results. */
  nodes(operator: string, inputs: readonly Value[], results: number, attributes: Attributes = {}): Value[] {
    const first = this.#nodes.length;
    const output = Array.from({ length: results }, (_, index) => `${operator}_${first}_${index}` as Value);
    const attribute = Object.entries(attributes).map(([name, value]) => attributeOf(name, value));
    this.#nodes.push({ op_type: operator, input: [...inputs], output, attribute });
    return output;
  }

  encode(): Uint8Array {
    const renamed = (name: string) => this.#outputNames.get(name as Value) ?? name;
    const model = ModelProto.fromObject({
      ir_version: irVersion,
      opset_import: [{ domain: '', version: opset }],
      producer_name: 'ram-sweep',
      graph: {
        name: this.#name,
        node: this.#nodes.map((node, index) => ({
          ...node,
          name: `${node.op_type}_${index}`,
          input: node.input.map(renamed),
          output: node.output.map(renamed),
        })),
        initializer: [...this.#constants.values()].map(({ tensor }) => tensor),
        input: this.#inputs,
        output: this.#outputs,
      },
    });
    return ModelProto.encode(model).finish();
  }

  #constant(type: ElementType, values: ArrayBufferView, shape: readonly number[]): Value {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const key = `${type}[${shape.join()}]${Buffer.from(bytes).toString('base64')}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known.name;
    const name = `constant_${this.#constants.size}` as Value;
    const tensor = { name, data_type: elementTypes[type], dims: shape, raw_data: bytes };
    this.#constants.set(key, { name, tensor });
    return name;
  }
}

function attributeOf(name: string, value: number | readonly number[] | Float): object {
  if (typeof value === 'number') return { name, type: attributeTypes.int, i: value };
  if ('float' in value) return { name, type: attributeTypes.float, f: value.float };
  return { name, type: attributeTypes.ints, ints: value };
}

function valueInfo(name: string, type: ElementType, shape: readonly Dimension[]): object {
  const dim = shape.map((side) => (typeof side === 'number' ? { dim_value: side } : { dim_param: side }));
  return { name, type: { tensor_type: { elem_type: elementTypes[type], shape: { dim } } } };
}
