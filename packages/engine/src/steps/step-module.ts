import { Problem } from '@erp/kit/problem';
import { NO_VERSION } from '../ledger/function-versions.ts';
import { displayPath } from '../source/display-path.ts';
import { importModule } from '../source/import-module.ts';
import { loadedDeclarations, type MigrationDeclarations } from './migration-declarations.ts';
import type { MigrationStep, ReferenceStep } from './step.ts';
import type { KindOfStep, Reversible } from './step-kind.ts';

/** A step whose content is a module with Knex's own `up` and `down`. */
export type ModuleStep = MigrationStep | ReferenceStep;

/** What migrations and reference data have in common: their module says all. */
export const moduleKind: Omit<KindOfStep<ModuleStep>, 'read' | 'replacesRecord'> = {
  undoneByFile: true,
  load: loadStepModule,
  reversible: loadStepModule,
  async up({ knex }, step) {
    await (await loadStepModule(step)).up(knex);
    return NO_VERSION;
  },
  async undo({ knex }, row, step) {
    if (step === undefined) throw new Error(`${row.name} has no file`);
    await (await loadStepModule(step)).down(knex);
  },
  async *statements(step, direction) {
    // Recording loads Knex, which a command that finds nothing to do never needs.
    const { captureStatements } = await import('./captured-statements.ts');
    yield* await captureStatements(step, direction);
  },
  record: async () => NO_VERSION,
};

/**
 * Loads the code of a migration or of reference data.
 *
 * @throws {Problem} `migration_unloadable` when it does not load; `declaration_differs` when a migration declares
 *   something else once it is loaded than its text was read to declare, by which its place in the plan was decided.
 */
export async function loadStepModule(step: ModuleStep): Promise<Reversible> {
  const { name, file } = step;
  const module = await importModule(file).catch((error: Error) => {
    const lines = error.message.split('\n').map((line) => displayPath(line.trim()));
    throw new Problem({
      code: 'migration_unloadable',
      // Compilers put a heading in front of what is wrong.
      message: `${name} cannot be loaded: ${(lines[1] ?? lines[0] ?? '').replace(/^.*ERROR: /, '')}`,
      detail: lines.find((line) => line.includes(name)) ?? displayPath(file),
      hint: 'Mend the file; nothing of it was sent to the database.',
      cause: error,
    });
  });
  if (step.kind === 'migration') assertSameDeclarations(step, loadedDeclarations(module));
  return module as unknown as Reversible;
}

function assertSameDeclarations(step: MigrationStep, loaded: MigrationDeclarations): void {
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
    detail: displayPath(step.file),
    hint: 'Order and transaction were decided by the text. Write after and config as constants that nothing changes; nothing of it was sent to the database.',
  });
}
