import { fieldComment } from './field-comment.mjs';

/**
 * Writes the types of zod schemas as TypeScript that keeps their descriptions. `named`: schemas that have a type of
 * their own, with its names. `config`: the schema whose fields records are keyed by, and the name of its type. Returns
 * a function of a schema and of whether its `output` is wanted or its `input`, in which what has a default may be
 * missing.
 */
export function typeWriter({ named, config }) {
  const write = {
    string: () => 'string',
    number: () => 'number',
    boolean: () => 'boolean',
    null: () => 'null',
    literal: ({ values }) => union(values.map((value) => JSON.stringify(value))),
    enum: ({ entries }) => union(Object.values(entries).map((value) => JSON.stringify(value))),
    optional: ({ innerType }, ...way) => typeOf(innerType, ...way),
    default: ({ innerType }, ...way) => typeOf(innerType, ...way),
    nullable: ({ innerType }, ...way) => union([typeOf(innerType, ...way), 'null']),
    pipe: ({ in: from, out: to }, io, ...way) => typeOf(io === 'input' ? from : to, io, ...way),
    array: ({ element }, ...way) => `ReadonlyArray<${typeOf(element, ...way)}>`,
    union: ({ options }, ...way) => union(options.map((option) => typeOf(option, ...way))),
    record: ({ keyType, valueType }, ...way) => record(keyType, typeOf(valueType, ...way), config),
    object: ({ shape }, io, indent) => mapping(shape, io, indent, typeOf),
  };
  return written;

  function typeOf(schema, io, indent) {
    return named.get(schema)?.[io] ?? written(schema, io, indent);
  }

  function written(schema, io, indent = '') {
    const { type } = schema.def;
    if (write[type] === undefined) throw new Error(`no type is known for a schema of the kind ${type}`);
    return write[type](schema.def, io, indent);
  }
}

const union = (types) => [...new Set(types)].join(' | ');

function record(keys, value, { schema, name }) {
  if (keys.def.type === 'string') return `Readonly<Record<string, ${value}>>`;
  if (!Object.keys(schema.shape).every((field) => keys.options.includes(field)))
    throw new Error(`a record of other keys than the fields of ${name} has no type here`);
  // As a mapped type it has their descriptions.
  return `{ readonly [Field in keyof ${name}]?: ${value} }`;
}

function mapping(shape, io, indent, typeOf) {
  const inner = `${indent}  `;
  const members = Object.entries(shape).map(([name, schema]) => {
    const mark = isOptional(schema, io) ? '?' : '';
    return `${fieldComment(schema, inner)}${inner}readonly ${name}${mark}: ${typeOf(schema, io, inner)};\n`;
  });
  return `{\n${members.join('')}${indent}}`;
}

const isOptional = ({ def: { type } }, io) => type === 'optional' || (type === 'default' && io === 'input');
