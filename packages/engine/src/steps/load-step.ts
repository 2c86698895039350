import { Problem } from '@erp/kit/problem';
import type { Knex } from 'knex';
import { importModule } from '../source/import-module.ts';
import { relativeToHere } from '../source/relative-to-here.ts';
import { loadedDeclarations, type MigrationDeclarations } from './migration-declarations.ts';
import type { MigrationStep, ReferenceStep } from './step.ts';

/** A migration or reference data: Knex's own shape. */
export interface Reversible {
  up(knex: Knex): Promise<unknown>;
  down(knex: Knex): Promise<unknown>;
}

/**
 * Loads the code of a migration or of reference data.
 *
 * @throws {Problem} `migration_unloadable` when it does not load; `declaration_differs` when a migration declares
 *   something else once it is loaded than its text was read to declare, by which its place in the plan was decided.
 */
export async function loadStep(step: MigrationStep | ReferenceStep): Promise<Reversible> {
  const { name, file } = step;
  const module = await importModule(file).catch((error: Error) => {
    const lines = error.message.split('\n').map((line) => relativeToHere(line.trim()));
    throw new Problem({
      code: 'migration_unloadable',
      // Compilers put a heading in front of what is wrong.
      message: `${name} cannot be loaded: ${(lines[1] ?? lines[0] ?? '').replace(/^.*ERROR: /, '')}`,
      detail: lines.find((line) => line.includes(name)) ?? relativeToHere(file),
      hint: 'Mend the file; nothing of it was sent to the database.',
      cause: error,
    });
  });
  if (step.kind === 'migration') refuseOtherDeclarations(step, loadedDeclarations(module));
  return module as unknown as Reversible;
}

function refuseOtherDeclarations(step: MigrationStep, loaded: MigrationDeclarations): void {
  const differing = [
    ...(JSON.stringify(step.after) === JSON.stringify(loaded.after)
      ? []
      : [
          `after is [${step.after.join(', ')}] in its text and [${loaded.after.join(', ')}] once it is loaded`,
        ]),
    ...(step.transactional === loaded.transactional
      ? []
      : [
          `config says transaction: ${step.transactional} in its text and ${loaded.transactional} once it is loaded`,
        ]),
  ];
  if (differing.length === 0) return;
  throw new Problem({
    code: 'declaration_differs',
    message: `${step.name} changes what it declares while it is loaded: ${differing.join('; ')}.`,
    detail: relativeToHere(step.file),
    hint: 'Order and transaction were decided by the text. Write after and config as constants that nothing changes; nothing of it was sent to the database.',
  });
}
