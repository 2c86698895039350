import type { Command } from 'commander';
import { currentInvocation, type Invocation } from '../invocation.ts';
import { keepStandardOutput } from '../standard-output.ts';
import type { OptionDeclarations, OptionsOf } from './option.ts';

/** A command as a program shows and runs it. Its story is loaded when it runs, so that starting and helping stay quick. */
export interface CommandDeclaration {
  readonly name: string;
  /** Adds it to a program, or to the group that it belongs to. */
  addTo(parent: Command): void;
}

/** What a command says of itself. */
interface Declared<Arguments extends readonly string[], Options extends OptionDeclarations> {
  readonly name: string;
  readonly help: string;
  /** What stands without a flag, e.g. `<name>` or `[steps...]`. */
  readonly arguments?: Arguments;
  readonly options: Options;
  /** Options that contradict others. */
  readonly conflicts?: Partial<Record<keyof Options & string, readonly (keyof Options & string)[]>>;
  /** What the help says below the options: more words, examples. */
  readonly details?: string;
  /** Commands under its name, e.g. `backup list` beside `backup`. */
  readonly commands?: readonly CommandDeclaration[];
  /** Loads the story and tells it. */
  run(invocation: Invocation, ...given: [...ValuesOf<Arguments>, OptionsOf<Options>]): Promise<void>;
}

type ValuesOf<Arguments extends readonly string[]> = {
  [Index in keyof Arguments]: Arguments[Index] extends `${string}...${string}`
    ? string[]
    : Arguments[Index] extends `[${string}`
      ? string | undefined
      : string;
};

/** Declares a command. */
export function declareCommand<
  const Arguments extends readonly string[] = readonly [],
  const Options extends OptionDeclarations = OptionDeclarations,
>(declared: Declared<Arguments, Options>): CommandDeclaration {
  return {
    name: declared.name,
    addTo(parent) {
      const command = parent
        .command([declared.name, ...(declared.arguments ?? [])].join(' '))
        .description(declared.help)
        .exitOverride();
      for (const [name, option] of Object.entries(declared.options)) {
        const conflicts = declared.conflicts?.[name];
        const made = option.make(flagOf(name));
        command.addOption(conflicts === undefined ? made : made.conflicts([...conflicts]));
      }
      if (declared.details !== undefined) command.addHelpText('after', declared.details);
      // What stands behind the word of a command below is that one's own, on all levels above.
      if (declared.commands !== undefined)
        for (const each of [parent, command]) each.enablePositionalOptions();
      for (const under of declared.commands ?? []) under.addTo(command);
      for (const under of command.commands) under.configureHelp({ showGlobalOptions: false });
      const count = declared.arguments?.length ?? 0;
      // Commander hands over what the declarations say, in this order, and itself; it cannot know their types.
      command.action((...given: unknown[]) =>
        keepStandardOutput(() =>
          declared.run(
            currentInvocation(),
            ...(given.slice(0, count + 1) as [...ValuesOf<Arguments>, OptionsOf<Options>]),
          ),
        ),
      );
    },
  };
}

/** Declares commands under a word of their own, e.g. `db start` and `db stop`. */
export function declareGroup(
  name: string,
  help: string,
  commands: readonly CommandDeclaration[],
): CommandDeclaration {
  return {
    name,
    addTo(parent) {
      const group = parent.command(name).description(help).exitOverride();
      for (const command of commands) command.addTo(group);
    },
  };
}

function flagOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
