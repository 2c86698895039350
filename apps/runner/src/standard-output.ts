type Write = typeof process.stdout.write;

/** The stream's own way of writing, while others are kept from it. */
let own: Write | undefined;

/** Writes a line of the result to standard output. */
export function writeResult(text: string): void {
  (own ?? process.stdout.write).call(process.stdout, `${text}\n`);
}

/**
 * Keeps standard output for results while a command works: what else is written there meanwhile, e.g. by console.log in a
 * migration, goes to standard error. So what `--json` and `--sql` print can always be read by a program.
 */
export async function keepStandardOutput<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = own;
  const write = process.stdout.write;
  own = before ?? write;
  process.stdout.write = ((...given: Parameters<Write>) => process.stderr.write(...given)) as Write;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
    own = before;
  }
}
