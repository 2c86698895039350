import type { ObservedStatement } from '../observed-statement.ts';
import { added, changed, each, type PlanRule } from '../plan-rule.ts';

/** Rules about constraints that are checked on rows which are there. */
export const CONSTRAINT_RULES: readonly PlanRule[] = [
  {
    id: '1005',
    name: 'not-null-reads-all-rows',
    title: 'NOT NULL reads all rows while nobody can read or write',
    safe: `await knex.raw('ALTER TABLE orders ADD CONSTRAINT ck_orders_note CHECK (note IS NOT NULL) NOT VALID');
// then, in a migration with config.transaction false:
await knex.raw('ALTER TABLE orders VALIDATE CONSTRAINT ck_orders_note');
// then, in the next one, which believes the check and reads nothing:
await knex.raw('ALTER TABLE orders ALTER COLUMN note SET NOT NULL');
await knex.raw('ALTER TABLE orders DROP CONSTRAINT ck_orders_note'); // by itself: together, the check goes first`,
    check: (statement) =>
      each(statement, ({ title, before, after, scans }) =>
        scans === 0
          ? []
          : changed(before.columns, after?.columns)
              .filter(([was, is]) => !was.required && is.required)
              .map(([, { name }]) => ({
                table: title,
                message: `All rows of ${title} are read for ${name} NOT NULL, under a lock that keeps everybody out.`,
              })),
      ),
  },
  {
    id: '1006',
    name: 'foreign-key-checks-rows',
    title: 'A foreign key checks all rows while nobody can write to either table',
    safe: `await knex.raw('ALTER TABLE orders ADD CONSTRAINT fk_orders_lead_id FOREIGN KEY (tenant_id, lead_id) REFERENCES crm_leads (tenant_id, id) DEFERRABLE NOT VALID');
// then, in a migration with config.transaction false:
await knex.raw('ALTER TABLE orders VALIDATE CONSTRAINT fk_orders_lead_id');
// A link of domain.ts does this by itself.`,
    check: (statement, { titleOf }) =>
      each(statement, ({ title, before, after }) =>
        before.isPartition
          ? []
          : added(before.constraints, after?.constraints)
              .filter(([, { kind, validated }]) => kind === 'f' && validated)
              .map(([, { name, refersTo }]) => ({
                table: title,
                message: `Writers of ${[title, titleOf(refersTo)].filter((each) => each !== undefined).join(' and ')} wait until ${name} has checked all rows.`,
              })),
      ),
  },
  {
    id: '1007',
    name: 'check-reads-rows',
    title: 'A check reads all rows while nobody can read or write',
    safe: `await knex.raw('ALTER TABLE orders ADD CONSTRAINT ck_orders_total CHECK (total >= 0) NOT VALID');
// then, in a migration with config.transaction false:
await knex.raw('ALTER TABLE orders VALIDATE CONSTRAINT ck_orders_total');`,
    check: (statement) =>
      each(statement, ({ title, before, after, scans }) =>
        scans === 0
          ? []
          : added(before.constraints, after?.constraints)
              .filter(([, { kind, validated }]) => kind === 'c' && validated)
              .map(([, { name }]) => ({
                table: title,
                message: `All rows of ${title} are read for ${name}, under a lock that keeps everybody out.`,
              })),
      ),
  },
  {
    id: '1008',
    name: 'validates-under-lock',
    title: 'A constraint is validated in the transaction that added it',
    safe: `// The lock of ADD CONSTRAINT lasts until its transaction ends, and steps share one. Validate in a step of its own:
export const config = { transaction: false };
await knex.raw('ALTER TABLE orders VALIDATE CONSTRAINT ck_orders_total');`,
    check: (statement, { addedTogether }) =>
      each(statement, ({ title, before, after }) =>
        before.isPartition
          ? []
          : [...(after?.constraints ?? [])]
              .filter(([id, { validated }]) => validated && before.constraints.get(id)?.validated === false)
              .filter(([id]) => addedTogether(id))
              .map(([, { name }]) => ({
                table: title,
                message: `${name} reads all rows of ${title} while the lock of adding it still holds.`,
              })),
      ),
  },
  {
    id: '1009',
    name: 'domain-reads-rows',
    title:
      'A constraint of a domain reads all rows of every table that uses it, while nobody can write to them',
    safe: `// NOT VALID binds new rows and reads nothing:
await knex.raw("ALTER DOMAIN email ADD CONSTRAINT ck_email CHECK (VALUE ~ '@') NOT VALID");
// VALIDATE of a domain keeps writers out of all its tables too. To check old rows beside them, put the check on the
// column instead: ADD CONSTRAINT … NOT VALID, and VALIDATE in a migration with config.transaction false.`,
    check: (statement) =>
      statement.node === 'AlterDomainStmt'
        ? each(statement, ({ title, scans }) =>
            scans > 0
              ? [
                  {
                    table: title,
                    message: `Writers of ${title} wait until all its rows are read for the domain ${domainOf(statement)}.`,
                  },
                ]
              : [],
          )
        : [],
  },
];

function domainOf({ tree }: ObservedStatement): string {
  const parts = (tree.typeName ?? []) as { String?: { sval?: string } }[];
  return parts.map(({ String: part }) => part?.sval ?? '').join('.');
}
