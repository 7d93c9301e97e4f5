import type { Argument, Command, Option } from 'commander';
import { z } from 'zod';

/** What may stand in a place: words, or what is looked up when it is asked for. */
const valueSchema = z.union([
  z.array(z.string()),
  z.enum(['files', 'folders', 'studies', 'commands', 'other']),
]);
export type Value = z.infer<typeof valueSchema>;

const optionSchema = z.object({
  /** Such as `-o` and `--output`. */
  names: z.array(z.string()),
  description: z.string(),
  /** Null for a flag that takes none. */
  value: valueSchema.nullable(),
  /** Known, but not offered. */
  hidden: z.boolean(),
});

const commandSchema = z.object({
  name: z.string(),
  description: z.string(),
  options: z.array(optionSchema),
  /** Of each argument in its order; the last one of a command that takes several stands for all that follow. */
  arguments: z.array(valueSchema),
  takesMore: z.boolean(),
});

/** The commands, as far as a shell completes them. */
export const outlineSchema = z.object({ commands: z.array(commandSchema) });
export type Outline = z.infer<typeof outlineSchema>;
export type OutlinedCommand = Outline['commands'][number];

export function outlineOf(program: Command): Outline {
  const commands = program.commands.map((command): OutlinedCommand => {
    const { registeredArguments: all } = command;
    return {
      name: command.name(),
      description: command.description(),
      options: [...command.options.map(outlineOption), help],
      arguments: all.map(argumentValue),
      takesMore: all.at(-1)?.variadic ?? false,
    };
  });
  return {
    commands: [
      ...commands,
      {
        name: 'help',
        description: 'help of a command',
        options: [],
        arguments: ['commands'],
        takesMore: false,
      },
    ],
  };
}

const help: OutlinedCommand['options'][number] = {
  names: ['-h', '--help'],
  description: 'help of this command',
  value: null,
  hidden: false,
};

function outlineOption(option: Option): OutlinedCommand['options'][number] {
  const { short, long, description, hidden } = option;
  const [, placeholder] = /[<[]([^>\]]+)[>\]]/.exec(option.flags) ?? [];
  return {
    names: [short, long].filter((name) => name !== undefined),
    description,
    value: placeholder === undefined ? null : (option.argChoices ?? valueNamed(placeholder)),
    hidden,
  };
}

/** A study that is started is a file; that of every other command is one that exists. */
function argumentValue(argument: Argument): Value {
  if (argument.argChoices) return argument.argChoices;
  return argument.description.startsWith('study file') ? 'files' : valueNamed(argument.name());
}

const values: Readonly<Record<string, Value>> = {
  file: 'files',
  dir: 'folders',
  study: 'studies',
  device: ['auto', 'cpu', 'gpu'],
};

const valueNamed = (placeholder: string): Value => values[placeholder.replace('...', '')] ?? 'other';
