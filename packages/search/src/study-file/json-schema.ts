import { studySpecSchema, trialConfigSchema } from '@ram-sweep/protocol';
import { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * JSON Schema (draft 2020-12) of a study file, for editors: names, ranges, defaults and descriptions of every
 * field. It has the shape; only readStudyFile checks what depends on several fields at once.
 */
export function studyJsonSchema(): JsonSchema {
  const { $schema, properties, ...shape } = z.toJSONSchema(studySpecSchema, { io: 'input' });
  const config = property(properties, 'config');
  const space = property(properties, 'space');
  return {
    ...($schema === undefined ? {} : { $schema }),
    $id: 'urn:ram-sweep:study',
    title: 'ram-sweep study',
    description: 'What is searched, on what data, with what budget.',
    ...shape,
    properties: {
      $schema: { type: 'string', description: 'This schema, for editors; ram-sweep does not read it.' },
      ...properties,
      space: spaceSchema(space, config),
      config: { ...config, properties: withDefaults(config.properties) },
      first: { ...property(properties, 'first'), items: { $ref: '#/$defs/fields' } },
    },
    $defs: {
      distribution: distributionSchema(space.additionalProperties as JsonSchema),
      fields: property(properties, 'first').items as JsonSchema,
    },
  };
}

function property(properties: JsonSchema['properties'], name: string): JsonSchema {
  return properties?.[name] as JsonSchema;
}

/** Each field by name rather than "any of these names", so that editors show what a field is. */
function spaceSchema(space: JsonSchema, config: JsonSchema): JsonSchema {
  const { propertyNames: _, ...rest } = space;
  const fields = Object.entries(config.properties ?? {}).map(([field, schema]) => {
    const { description = '' } = schema as JsonSchema;
    return [field, { description, $ref: '#/$defs/distribution' }] as const;
  });
  return { ...rest, properties: Object.fromEntries(fields), additionalProperties: false };
}

/** Conditions name fields of the trial config, so editors may offer those. */
function distributionSchema(distribution: JsonSchema): JsonSchema {
  const fields = { type: 'string' as const, enum: trialConfigSchema.keyof().options };
  const options = (distribution.oneOf ?? []).map((option) => ({
    ...option,
    properties: {
      ...option.properties,
      when: { ...property(option.properties, 'when'), propertyNames: fields },
    },
  }));
  return { ...distribution, oneOf: options };
}

function withDefaults(fields: JsonSchema['properties'] = {}): JsonSchema['properties'] {
  const defaults: Readonly<Record<string, unknown>> = trialConfigSchema.parse({});
  return Object.fromEntries(
    Object.entries(fields).map(([field, schema]) => [
      field,
      { ...(schema as JsonSchema), default: defaults[field] },
    ]),
  );
}
