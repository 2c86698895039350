import { InvalidArgumentError, Option } from 'commander';

/**
 * An option as a command declares it. Its flag is the key under which it stands, so that what a story reads and what a
 * person types cannot differ.
 *
 * @typeParam Value what it gives.
 * @typeParam Always whether it is there when nobody gave it.
 */
export interface OptionDeclaration<Value, Always extends boolean = boolean> {
  /** Makes it for Commander, given its flag without the dashes. */
  make(flag: string): Option;
  /** What it gives: for the compiler, never there. */
  readonly gives?: { readonly value: Value; readonly always: Always };
}

/** Options of a command by name, in the order in which its help shows them. */
export type OptionDeclarations = Readonly<Record<string, OptionDeclaration<unknown>>>;

/** What a command gets of the options that it declares: `--dry-run` is `dryRun`. */
export type OptionsOf<Declarations extends OptionDeclarations> = {
  readonly [Name in keyof Declarations as Declarations[Name] extends OptionDeclaration<unknown, true>
    ? Name
    : never]: ValueOf<Declarations[Name]>;
} & {
  readonly [Name in keyof Declarations as Declarations[Name] extends OptionDeclaration<unknown, true>
    ? never
    : Name]?: ValueOf<Declarations[Name]>;
};

type ValueOf<Declaration> = Declaration extends OptionDeclaration<infer Value> ? Value : never;

/** A flag without a value. */
export function flag(help: string): OptionDeclaration<boolean, false> {
  return { make: (name) => new Option(`--${name}`, help) };
}

/** What happens unless `--no-<name>` is given. */
export function unless(help: string): OptionDeclaration<boolean, true> {
  return { make: (name) => new Option(`--no-${name}`, help) };
}

/** A text, e.g. `--to <migration>`. */
export function text(value: string, help: string): OptionDeclaration<string, false> {
  return { make: (name) => new Option(`--${name} ${value}`, help).argParser(noOption) };
}

/** One text or several, e.g. `--only <domains...>`. */
export function list(value: string, help: string): OptionDeclaration<string[], false> {
  return {
    make: (name) =>
      new Option(`--${name} ${value}`, help).argParser((text, before: string[] = []) => [
        ...before,
        noOption(text),
      ]),
  };
}

/** Commander takes whatever comes next for a value, also the option behind it: `--to --jobs 2` would name a folder. */
function noOption(text: string): string {
  if (text.startsWith('--')) throw new InvalidArgumentError('Give a value: what stands here is an option.');
  return text;
}

/**
 * A text that is read.
 *
 * @param read what it says, or an `InvalidArgumentError`.
 */
export function parsed<Value>(
  value: string,
  help: string,
  read: (text: string) => Value,
): OptionDeclaration<Value, false> {
  return { make: (name) => new Option(`--${name} ${value}`, help).argParser(read) };
}

/** One of a few words. */
export function oneOf<Word extends string>(
  value: string,
  help: string,
  words: readonly Word[],
): OptionDeclaration<Word, false> {
  return { make: (name) => new Option(`--${name} ${value}`, help).choices(words) };
}

/** Some of a few words. */
export function someOf<Word extends string>(
  value: string,
  help: string,
  words: readonly Word[],
): OptionDeclaration<Word[], false> {
  return { make: (name) => new Option(`--${name} ${value}`, help).choices(words) };
}

/**
 * The option with a value for when nobody gives one, which its help shows.
 *
 * @param shown how the help shows it, where that is not the value itself.
 */
export function byDefault<Value>(
  option: OptionDeclaration<Value>,
  value: Value,
  shown?: string,
): OptionDeclaration<Value, true> {
  return { make: (name) => option.make(name).default(value, shown) };
}

/** The option that has to be given: without it the command cannot know what is meant. */
export function required<Value>(option: OptionDeclaration<Value, false>): OptionDeclaration<Value, true> {
  return { make: (name) => option.make(name).makeOptionMandatory() };
}

/** An earlier name of an option, understood for one release more and shown nowhere. */
export function earlierName<Value>(option: OptionDeclaration<Value, false>): OptionDeclaration<Value, false> {
  return { make: (name) => option.make(name).hideHelp() };
}

/** Reads a number of seconds. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('Give a number of seconds.');
  return value;
}

/** Reads a whole number. */
export function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('Give a whole number.');
  return value;
}

/** Reads a whole number from 1 on. */
export function positive(text: string): number {
  const value = whole(text);
  if (value === 0) throw new InvalidArgumentError('Give a whole number from 1 on.');
  return value;
}

/** A reader of whole numbers within limits that have a reason in the program. */
export function upTo(most: number, least = 1): (text: string) => number {
  return (text) => {
    const value = whole(text);
    if (value < least || value > most)
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
    return value;
  };
}

/** Reads a day, e.g. 2026-11-01. */
export function day(text: string): string {
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text);
  if (!valid) throw new InvalidArgumentError('Give a day, e.g. 2026-11-01.');
  return text;
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}
