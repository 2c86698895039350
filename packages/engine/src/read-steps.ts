import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { checksumOfCode, checksumOfText, checksumOfTokens } from './checksum.ts';
import { codeTokens, exportsEmptyFunction } from './code-tokens.ts';
import { readDeclarations } from './migration-declarations.ts';
import { type ModuleShape, placeIn, reportFaults, reportUnknownExports } from './module-problems.ts';
import { parseModule } from './parse-module.ts';
import { readWithImports, sourceOf } from './source-with-imports.ts';
import { type FunctionStep, type MigrationStep, numberOfName, type ReferenceStep } from './step.ts';
import { listStepFiles } from './step-files.ts';
import { readFunctionText } from './steps/function-envelope.ts';

const MIGRATION = /^(\d{4,})_([a-z0-9]+(?:_[a-z0-9]+)*)\.(ts|js)$/;
const MIGRATION_SHAPE: ModuleShape = {
  what: 'A migration',
  required: ['up', 'down'],
  optional: ['after', 'config'],
};
const REFERENCE_SHAPE: ModuleShape = { what: 'Reference data', required: ['up', 'down'], optional: [] };
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
  for (const entry of await listStepFiles(root, directory, 'migrations', report)) {
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
    const name = `${domain}/${stem(entry)}`;
    const source = await readFile(file, 'utf8');
    const module = parseModule(file, source);
    if (reportFaults(root, name, module, report)) continue;
    reportUnknownExports(root, name, module, MIGRATION_SHAPE, report);
    for (const [needed, hint] of [
      ['up', 'export async function up(knex: Knex): Promise<void> { … }'],
      [
        'down',
        "export async function down(knex: Knex): Promise<void> { … }, or let it call irreversible('why').",
      ],
    ] as const) {
      if (module.exports.has(needed)) continue;
      report(
        new Problem({
          code: `migration_without_${needed}`,
          message: `The migration ${name} has no ${needed}.`,
          detail: `${shown} exports ${[...module.exports.keys()].join(', ') || 'nothing'}.`,
          hint,
        }),
      );
    }
    const tokens = codeTokens(source);
    for (const problem of whatIsUnwritten(name, shown, tokens)) report(problem);
    const declared = readDeclarations(root, name, module, report);
    steps.push({ kind: 'migration', name, domain, file, checksum: checksumOfTokens(tokens), ...declared });
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
  for (const entry of await listStepFiles(root, directory, 'functions', report)) {
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
    const name = `${domain}/functions/${stem(entry)}`;
    try {
      const checksum = checksumOfText(await readFunctionText({ name, file }));
      steps.push({ kind: 'function', name, domain, file, checksum });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      report(error);
    }
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
  const read = await readWithImports(file);
  const [reference] = read.modules;
  if (reference === undefined) return undefined;
  const name = `${domain}/reference`;
  const broken = read.modules.filter((module) =>
    reportFaults(root, module === reference ? name : relative(root, module.file), module, report),
  );
  for (const { module, at, specifier } of read.missing) {
    report(
      new Problem({
        code: 'import_unknown',
        message: `The reference data of ${domain} imports ${specifier}, which is no file.`,
        detail: placeIn(root, module, at),
        hint: `Write the file's whole name, e.g. '${specifier.replace(/(\.[cm]?js)?$/, '.ts')}': the data is applied again when it changes.`,
      }),
    );
  }
  if (!broken.includes(reference)) {
    reportUnknownExports(root, name, reference, REFERENCE_SHAPE, report);
    if (!reference.exports.has('up') || !reference.exports.has('down')) {
      report(
        new Problem({
          code: 'reference_malformed',
          message: `The reference data of ${domain} needs an up and a down.`,
          detail: `${relative(root, file)} exports ${[...reference.exports.keys()].join(', ') || 'nothing'}.`,
          hint: '`up` writes the rows and can be run again; `down` takes them out.',
        }),
      );
    }
  }
  return { kind: 'reference', name, domain, file, checksum: checksumOfCode(sourceOf(read)) };
}

function stem(entry: string): string {
  return entry.replace(/\.[a-z]+$/, '');
}
