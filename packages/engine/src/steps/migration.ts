import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { migrationName, numberOfName } from '../ledger/recorded-name.ts';
import { checksumOfTokens } from '../source/checksum.ts';
import { codeTokens, exportsEmptyFunction } from '../source/code-tokens.ts';
import { type ModuleShape, reportFaults, reportUnknownExports } from '../source/module-problems.ts';
import { type ParsedModule, parseModule } from '../source/parse-module.ts';
import { type MigrationDeclarations, readDeclarations } from './migration-declarations.ts';
import type { MigrationStep } from './step.ts';
import { listStepFiles, stemOf } from './step-files.ts';
import type { KindOfStep, StepFolder } from './step-kind.ts';
import { moduleKind } from './step-module.ts';

/** A migration: a plain Knex file, applied once and never edited afterwards. */
export const migrationKind: KindOfStep<MigrationStep> = {
  ...moduleKind,
  replacesRecord: false,
  read: readMigrations,
};

const MIGRATION = /^(\d{4,})_([a-z0-9]+(?:_[a-z0-9]+)*)\.(ts|js)$/;
const MIGRATION_SHAPE: ModuleShape = {
  what: 'A migration',
  required: ['up', 'down'],
  optional: ['after', 'config'],
};

/** The migrations of a domain, read but not run, in the order of their numbers. */
async function readMigrations({
  root,
  directory,
  domain,
  facts,
  report,
}: StepFolder): Promise<MigrationStep[]> {
  const steps: MigrationStep[] = [];
  const byNumber = new Map<string, string>();
  const entries = await listStepFiles(root, directory, 'migrations', report);
  for (const entry of entries) {
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
    const name = migrationName(domain, stemOf(entry));
    const source = readFileSync(file, 'utf8');
    const said =
      facts.known<MigrationFacts>(name, source) ?? readFacts({ root, name, file, source, facts, report });
    if (said !== undefined) steps.push({ kind: 'migration', name, domain, file, ...said });
  }
  return steps.sort((a, b) => numberOfName(a.name) - numberOfName(b.name));
}

/** What the text of a migration says. */
interface MigrationFacts extends MigrationDeclarations {
  /** Of its tokens: 64 hex digits. */
  readonly checksum: string;
}

/**
 * Takes a migration apart, and keeps what it says when nothing of it had to be reported.
 *
 * @returns undefined for what is no valid code.
 */
function readFacts({
  root,
  name,
  file,
  source,
  facts,
  report: reportTo,
}: Pick<StepFolder, 'root' | 'facts' | 'report'> & {
  readonly name: string;
  readonly file: string;
  readonly source: string;
}): MigrationFacts | undefined {
  let whole = true;
  const report = (problem: Problem) => {
    whole = false;
    reportTo(problem);
  };
  const module = parseModule(file, source);
  if (reportFaults(root, name, module, report)) return undefined;
  reportUnknownExports(root, name, module, MIGRATION_SHAPE, report);
  for (const problem of whatIsMissing(root, name, module)) report(problem);
  const tokens = codeTokens(source);
  for (const problem of whatIsUnwritten(name, relative(root, file), tokens)) report(problem);
  const declared = readDeclarations(root, name, module, report);
  const said = { checksum: checksumOfTokens(tokens), ...declared };
  if (whole) facts.keep(name, source, said);
  return said;
}

function whatIsMissing(root: string, name: string, { file, exports }: ParsedModule): Problem[] {
  const needed = [
    ['up', 'export async function up(knex: Knex): Promise<void> { … }'],
    [
      'down',
      "export async function down(knex: Knex): Promise<void> { … }, or let it call irreversible('why').",
    ],
  ] as const;
  return needed
    .filter(([direction]) => !exports.has(direction))
    .map(
      ([direction, hint]) =>
        new Problem({
          code: `migration_without_${direction}`,
          message: `The migration ${name} has no ${direction}.`,
          detail: `${relative(root, file)} exports ${[...exports.keys()].join(', ') || 'nothing'}.`,
          hint,
        }),
    );
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
