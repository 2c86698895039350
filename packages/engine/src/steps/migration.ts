import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { migrationName, numberOfName } from '../ledger/recorded-name.ts';
import { checksumOfTokens } from '../source/checksum.ts';
import { codeTokens, exportsEmptyFunction } from '../source/code-tokens.ts';
import { type ModuleShape, reportFaults, reportUnknownExports } from '../source/module-problems.ts';
import { parseModule } from '../source/parse-module.ts';
import { readDeclarations } from './migration-declarations.ts';
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
async function readMigrations({ root, directory, domain, report }: StepFolder): Promise<MigrationStep[]> {
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
    const name = migrationName(domain, stemOf(entry));
    const source = readFileSync(file, 'utf8');
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
