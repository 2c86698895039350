import { discoverDomains } from '@erp/engine/discover';
import { readLedger } from '@erp/engine/ledger';
import { orderSteps } from '@erp/engine/order';
import type { Session } from '@erp/engine/session';
import { Problem } from '@erp/kit/problem';
import { loadExceptions } from '@erp/verify/exceptions';
import { installedDomains } from '@erp/verify/installed-domains';
import { verifySchema } from '@erp/verify/verify';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { migrateSession } from './migrate.ts';
import { seedSession } from './seed.ts';
import { faultsOf } from './verify.ts';
import { printDataReport, verifyDataOf } from './verify-data.ts';

/** `erp demo`: migrate, seed, verify schema and data, then say what is there and where to look. */
export async function demo(invocation: Invocation): Promise<void> {
  await withSession(invocation, 'demo', async (session, database) => {
    const start = performance.now();
    await migrateSession(invocation, session, { lockTimeout: 600 });
    await seedSession(invocation, session, {});
    const verified = await verifyAll(invocation, session);

    const workspace = await discoverDomains(invocation.root);
    const byName = new Map(workspace.domains.map((domain) => [domain.name, domain]));
    const rows = await rowsByDomain(session);
    invocation.out('');
    for (const name of orderSteps(workspace.domains).domains) {
      const domain = byName.get(name);
      invocation.out(
        `${name.padEnd(12)} ${String(domain?.tables.size ?? 0).padStart(3)} tables ${count(rows.get(name) ?? 0).padStart(8)} rows  ${domain?.definition.purpose ?? ''}`,
      );
    }
    const tables = workspace.domains.reduce((sum, domain) => sum + domain.tables.size, 0);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    invocation.out(`
${workspace.domains.length} domains, ${tables} tables, ${verified}, ${seconds} s, in ${database.description}.

Tenants, and who can enter them:
${(await people(session)).join('\n')}

Look at it:  pnpm db start     serves it to psql or a GUI and prints the address
             pnpm status       what is applied
             pnpm plan --fresh --sql   the plain SQL
${await examples(session)}`);
  });
}

/** Asks the rules of the schema and of the business; a demo that breaks one is no demo. */
async function verifyAll(invocation: Invocation, session: Session): Promise<string> {
  const workspace = await discoverDomains(invocation.root);
  const installed = installedDomains(await readLedger(session));
  invocation.flash('Verifying the schema …');
  const report = await verifySchema(session, {
    exceptions: await loadExceptions(workspace, installed),
    workspace,
  });
  const data = await verifyDataOf(invocation, session);
  const { asked, breaches, gaps } = data;
  const faults = faultsOf(report);
  if (faults.length > 0 || breaches.length > 0 || gaps.length > 0) {
    throw new Problem({
      code: 'demo_broken',
      message: `The demo breaks ${faults.length} rules of the schema and ${breaches.length} of the business.`,
      detail: breaches.length > 0 || gaps.length > 0 ? printDataReport(data) : undefined,
      hint: 'pnpm verify and pnpm verify --data show all of it.',
    });
  }
  return `${report.checked.length} rules of the schema and ${asked.length} of the business kept`;
}

async function rowsByDomain(session: Session): Promise<Map<string, number>> {
  const rows = await session.query<{ domain: string; rows: string }>(
    'SELECT domain, sum(row_count) AS rows FROM sys_demo_seeds GROUP BY domain',
  );
  return new Map(rows.map((row) => [row.domain, Number(row.rows)]));
}

async function people(session: Session): Promise<string[]> {
  const rows = await session.query<Record<'id' | 'slug' | 'locale' | 'people', string>>(
    `SELECT t.id, t.slug, t.locale,
       string_agg(format('%s %s', r.template_key, u.user_id), ', ' ORDER BY r.priority DESC) AS people
     FROM sys_tenants t
     JOIN sys_roles r ON r.tenant_id = t.id AND r.template_key IN ('owner', 'manager', 'member', 'viewer')
     JOIN LATERAL (
       SELECT min(u.user_id) AS user_id FROM sys_user_roles u WHERE u.tenant_id = t.id AND u.role_id = r.id
     ) u ON u.user_id IS NOT NULL
     WHERE t.metadata ->> 'demo' = 'true' GROUP BY t.id ORDER BY t.id LIMIT 5`,
  );
  return rows.map(
    (row) =>
      `  ${row.id.padStart(4)}  ${row.slug.padEnd(18)} ${row.locale}  ${row.people.replace('member', 'sales')}`,
  );
}

/** How to become somebody, and two questions worth asking. */
async function examples(session: Session): Promise<string> {
  const [somebody] = await session.query<{ tenant: string; user: string }>(
    `SELECT u.tenant_id AS tenant, min(u.user_id) AS user FROM sys_user_roles u
     JOIN sys_roles r ON r.tenant_id = u.tenant_id AND r.id = u.role_id AND r.template_key = 'owner'
     GROUP BY u.tenant_id ORDER BY u.tenant_id LIMIT 1`,
  );
  const [orders] = await session.query<{ there: boolean }>(
    "SELECT to_regclass('public.orders') IS NOT NULL AS there",
  );
  if (somebody === undefined || orders?.there !== true) return '';
  return `
In psql, as the owner of the first tenant:

  BEGIN; SET LOCAL ROLE erp_app; SELECT app.enter_tenant(${somebody.tenant}, ${somebody.user});
  SELECT date_trunc('month', ordered_at)::date AS month, count(*), sum(total) FROM orders
    WHERE status NOT IN ('draft', 'cancelled') GROUP BY 1 ORDER BY 1;
  SELECT p.display_name, c.customer_rank, c.paid_orders_count, c.lifetime_value, c.currency_code
    FROM crm_customers c JOIN crm_personal_profile p USING (tenant_id, personal_key_id)
    ORDER BY c.lifetime_value DESC LIMIT 10;
  COMMIT;`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
