import type { Knex } from 'knex';
import { undoOfFunction } from './function-undo.ts';
import { bindLink, unbindLink } from './link-sql.ts';
import { loadStep } from './load-step.ts';
import type { StepOrder } from './order.ts';
import { sendFunction } from './send-function.ts';
import type { Step } from './step.ts';
import { readFunctionText } from './steps/function-envelope.ts';

/**
 * The way out: the same steps as a migration source for stock Knex, under the names that the ledger holds, so that
 * `knex.migrate.list`, `.latest` and `.rollback` go on where the runner stopped. Links to domains that are not there
 * are left out.
 */
export function migrationSource(order: StepOrder): Knex.MigrationSource<Step> {
  const domains = new Set(order.steps.map((step) => step.domain));
  const steps = order.steps.filter((step) => step.kind !== 'link' || domains.has(step.link.domain));
  return {
    getMigrations: async () => steps,
    getMigrationName: (step) => step.name,
    getMigration: async (step) => {
      switch (step.kind) {
        case 'migration':
        case 'reference':
          return loadStep(step);
        case 'link':
          return {
            up: (knex) => knex.raw(bindLink(step.link, false)),
            down: (knex) => knex.raw(unbindLink(step.link)),
          };
        case 'function': {
          const sql = await readFunctionText(step);
          const undo = await undoOfFunction(step.name, sql);
          // Knex takes every question mark for a value; the backslash says that it is none.
          const raw = (knex: Knex, text: string) => knex.raw(text.replaceAll('?', '\\?'));
          return {
            // A semicolon behind a comment would belong to it.
            up: (knex) => raw(knex, sendFunction(sql).join('\n;\n')),
            down: (knex) => raw(knex, undo.join(';\n')),
          };
        }
      }
    },
  };
}
