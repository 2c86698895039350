import type { Knex } from 'knex';
import type { StepOrder } from '../project/order.ts';
import { kindOf } from '../steps/kinds.ts';
import type { Step } from '../steps/step.ts';

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
    getMigration: (step) => kindOf(step).reversible(step),
  };
}
