import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { checksumOfCode, checksumOfText, checksumOfTokens } from './checksum.ts';
import { codeTokens, exportedLiteral, exportedNames, exportsEmptyFunction } from './code-tokens.ts';
import { sourceWithImports } from './source-with-imports.ts';
import { type FunctionStep, type MigrationStep, numberOfName, type ReferenceStep } from './step.ts';

const MIGRATION = /^(\d{4,})_([a-z0-9]+(?:_[a-z0-9]+)*)\.(ts|js)$/;
const FUNCTION = /^([a-z0-9]+(?:_[a-z0-9]+)*)\.sql$/;

/** The migrations of a domain, read but not run, in the order of their numbers. */
export async function readMigrations(
  root: string,
  directory: string,
  domain: string,
  report: (problem: Problem) => void,
): Promise<MigrationStep[]> {
  const steps: MigrationStep[] = [];
  const byNumber = new Map<string, string>();
  for (const entry of await listFiles(join(directory, 'migrations'))) {
    const file = join(directory, 'migrations', entry);
    const shown = relative(root, file);
    const match = MIGRATION.exec(entry);
    if (match?.[1] === undefined) {
      report(
        new Problem({
          code: 'migration_name',
          message: `${shown} is not named like a migration.`,
          detail:
            'A migration is called NNNN_words.ts: four digits or more, then lower case words joined by underscores.',
          hint: `Rename it, or let \`pnpm new migration ${domain} "what it does"\` make the file.`,
        }),
      );
      continue;
    }
    const number = String(Number(match[1]));
    const twin = byNumber.get(number);
    if (twin !== undefined) {
      report(
        new Problem({
          code: 'migration_number_twice',
          message: `Two migrations of ${domain} have the number ${match[1]}.`,
          detail: `${relative(root, join(directory, 'migrations', twin))}\n${shown}`,
          hint: `Give the one that is not yet applied anywhere the next free number.`,
        }),
      );
      continue;
    }
    byNumber.set(number, entry);
    const tokens = codeTokens(await readFile(file, 'utf8'));
    const exported = exportedNames(tokens);
    for (const [needed, hint] of [
      ['up', 'export async function up(knex: Knex): Promise<void> { … }'],
      [
        'down',
        "export async function down(knex: Knex): Promise<void> { … }, or let it call irreversible('why').",
      ],
    ] as const) {
      if (exported.has(needed)) continue;
      report(
        new Problem({
          code: `migration_without_${needed}`,
          message: `The migration ${domain}/${stem(entry)} has no ${needed}.`,
          detail: `${shown} exports ${[...exported].join(', ') || 'nothing'}.`,
          hint,
        }),
      );
    }
    for (const problem of whatIsUnwritten(`${domain}/${stem(entry)}`, shown, tokens)) report(problem);
    const config = exportedLiteral(tokens, 'config');
    steps.push({
      kind: 'migration',
      name: `${domain}/${stem(entry)}`,
      domain,
      file,
      checksum: checksumOfTokens(tokens),
      after: exportedLiteral(tokens, 'after')
        .filter((token) => token.startsWith('"'))
        .map((token) => JSON.parse(token) as string),
      transactional: !config.join('').includes('transaction:false'),
    });
  }
  return steps.sort((a, b) => numberOfName(a.name) - numberOfName(b.name));
}

/**
 * A file that `erp new migration` has made and nobody has filled in, or whose `up` does nothing. Applied, it would be
 * recorded as done, and what it was made for could not be put into it any more.
 */
function whatIsUnwritten(name: string, file: string, tokens: readonly string[]): Problem[] {
  const directions = ['up', 'down'].filter((direction) =>
    tokens.some((token, i) => token === 'unwritten' && tokens[i + 2] === JSON.stringify(direction)),
  );
  if (directions.length > 0) {
    return [
      new Problem({
        code: 'migration_unwritten',
        message: `The migration ${name} is not written yet: ${directions.join(' and ')}.`,
        detail: `${file} still calls unwritten(${directions.map((each) => `'${each}'`).join('), unwritten(')}).`,
        hint: `Put what it does in its place, or delete the file: rm ${file}`,
      }),
    ];
  }
  if (!exportsEmptyFunction(tokens, 'up')) return [];
  return [
    new Problem({
      code: 'migration_empty',
      message: `The migration ${name} does nothing: its up is empty.`,
      detail: file,
      hint: `Write what it does, or delete the file: rm ${file}`,
    }),
  ];
}

/** The function files of a domain, in the order of their names. */
export async function readFunctions(
  root: string,
  directory: string,
  domain: string,
  report: (problem: Problem) => void,
): Promise<FunctionStep[]> {
  const steps: FunctionStep[] = [];
  for (const entry of await listFiles(join(directory, 'functions'))) {
    const file = join(directory, 'functions', entry);
    if (!FUNCTION.test(entry)) {
      report(
        new Problem({
          code: 'function_name',
          message: `${relative(root, file)} is not named like a function file.`,
          detail:
            'A function file is called name_of_the_function.sql, lower case words joined by underscores.',
          hint: 'Rename it, or move it out of functions/.',
        }),
      );
      continue;
    }
    const checksum = checksumOfText(await readFile(file, 'utf8'));
    steps.push({ kind: 'function', name: `${domain}/functions/${stem(entry)}`, domain, file, checksum });
  }
  return steps;
}

/** The reference data of a domain, if it has any; it changes with the files of the domain that it imports. */
export async function readReference(
  root: string,
  directory: string,
  domain: string,
  report: (problem: Problem) => void,
): Promise<ReferenceStep | undefined> {
  const file = join(directory, 'seeds', 'reference.ts');
  const source = await sourceWithImports(file);
  if (source === undefined) return undefined;
  const exported = exportedNames(codeTokens(await readFile(file, 'utf8')));
  if (!exported.has('up') || !exported.has('down')) {
    report(
      new Problem({
        code: 'reference_malformed',
        message: `The reference data of ${domain} needs an up and a down.`,
        detail: `${relative(root, file)} exports ${[...exported].join(', ') || 'nothing'}.`,
        hint: '`up` writes the rows and can be run again; `down` takes them out.',
      }),
    );
  }
  return { kind: 'reference', name: `${domain}/reference`, domain, file, checksum: checksumOfCode(source) };
}

/** File names of a folder, sorted; hidden files and declarations are nobody's content. */
async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.d.ts'))
    .map((entry) => entry.name)
    .sort();
}

function stem(entry: string): string {
  return entry.replace(/\.[a-z]+$/, '');
}
