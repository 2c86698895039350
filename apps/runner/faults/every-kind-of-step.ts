import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';

/** Two domains with everything that a run can hold: functions, a link, a step outside a transaction. */
export function everyKindOfStep(): ScratchWorkspace {
  const scratch = scratchWorkspace();
  const table = (name: string) =>
    rawMigration(
      `CREATE TABLE ${name} (tenant_id bigint, id bigint, other_id bigint, PRIMARY KEY (tenant_id, id))`,
      `DROP TABLE ${name}`,
    );
  scratch.addDomain('crm', [], {
    '0001_leads.ts': table('leads'),
    '0002_index.ts': rawMigration(
      'CREATE INDEX CONCURRENTLY ix_leads_other ON leads (tenant_id, other_id)',
      'DROP INDEX CONCURRENTLY ix_leads_other',
      'export const config = { transaction: false };',
    ),
    '0003_notes.ts': tableMigration('notes'),
  });
  scratch.write(
    'packages/domains/crm/functions/answer.sql',
    "CREATE OR REPLACE FUNCTION answer() RETURNS text LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$ SELECT 'a' $$;\n",
  );
  scratch.write(
    'packages/domains/crm/domain.ts',
    `import { defineDomain } from '@erp/kit/domain';
import { link } from '@erp/kit/link';
const links = [link({ from: 'leads.other_id', to: 'orders.id', domain: 'orders', onDelete: 'SET NULL', because: 'Circle.' })];
export default defineDomain({ name: 'crm', purpose: 'x', owner: 'x', links });
`,
  );
  scratch.addDomain('orders', ['crm'], { '0001_orders.ts': table('orders') });
  return scratch;
}
