const said = new WeakMap<object, string>();

/** Keeps the words of an error as the driver hands it over: Knex puts the statement in front of them, values and all. */
export function keepMessage(error: unknown): void {
  if (error instanceof Error) said.set(error, error.message);
}

/** The words that were kept of an error; its own where none were. */
export function messageOf(error: Error): string {
  return said.get(error) ?? error.message;
}
