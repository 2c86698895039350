import { join, resolve } from 'node:path';
import { openSession, type Session } from '@erp/engine/connection';
import { installedDomains, readLedger } from '@erp/engine/ledger';
import { discoverDomains, type Project } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { writeSite } from '@erp/site/files';
import { loadExceptions } from '@erp/verify/exceptions';
import { verifySchema } from '@erp/verify/verify';
import { type Database, withSession } from '../database.ts';
import { applicationName, type Invocation } from '../invocation.ts';
import { makeSite } from '../make-site.ts';
import { printDataReport } from '../print-data-report.ts';
import { type DemoReport, printDemo } from '../print-demo.ts';
import { faultsOf } from '../print-report.ts';
import type { DemoOptions } from './demo.command.ts';
import { migrateSession } from './migrate.ts';
import { seedSession } from './seed.ts';
import { verifyDataOf } from './verify-data.ts';

/**
 * `erp demo`: migrate, seed, verify schema and data, write the site, then say what is there and where to look.
 *
 * @throws {Problem} `demo_broken` when a rule is broken: that would be no demo; `not_a_site`.
 */
export async function demo(invocation: Invocation, options: DemoOptions): Promise<void> {
  await withSession(invocation, 'demo', async (session, database) => {
    const start = performance.now();
    const workspace = await discoverDomains(invocation.root);
    await migrateSession(invocation, session, { lockTimeout: 600 }, workspace);
    await seedSession(invocation, session, { lockTimeout: 600 }, workspace);
    const { rules, pages } = await verifyAndDraw(invocation, session, database, workspace);
    const folder = resolve(invocation.root, options.out);
    writeSite(folder, pages);
    const report: DemoReport = {
      domains: await describeDemo(session, workspace),
      rules,
      tenants: await readTenants(session),
      seconds: (performance.now() - start) / 1000,
      database: database.description,
      page: join(folder, 'tour.html'),
    };
    if (options.json === true) invocation.json(report);
    else for (const line of printDemo(report)) invocation.stdout(line);
  });
}

/** Asks the rules while the pages are drawn: the server is at work on the one, this process on the other. */
async function verifyAndDraw(
  invocation: Invocation,
  session: Session,
  { settings }: Database,
  workspace: Project,
): Promise<{ readonly rules: DemoReport['rules']; readonly pages: Awaited<ReturnType<typeof makeSite>> }> {
  const beside = await openSession({ ...settings, application_name: applicationName('demo') });
  try {
    const drawing = makeSite(invocation, beside, workspace);
    // A rule that is broken is told first, and ends the drawing.
    drawing.catch(() => {});
    const rules = await verifyAll(invocation, session, workspace);
    return { rules, pages: await drawing };
  } finally {
    await beside.close();
  }
}

/** Asks the rules of the schema and of the business. */
async function verifyAll(
  invocation: Invocation,
  session: Session,
  workspace: Project,
): Promise<DemoReport['rules']> {
  const installed = installedDomains(await readLedger(session));
  invocation.stage('Asking the rules of the schema …');
  const report = await verifySchema(session, {
    exceptions: await loadExceptions(workspace, installed),
    workspace,
  });
  const data = await verifyDataOf(invocation, session, undefined, workspace);
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
  return {
    schema: report.checked.length,
    notAsked: report.skipped.map(({ rule }) => rule),
    business: asked.length,
  };
}

async function describeDemo(session: Session, workspace: Project): Promise<DemoReport['domains']> {
  const seeded = await session.query<{ domain: string; rows: string }>(
    'SELECT domain, sum(row_count) AS rows FROM sys_demo_seeds GROUP BY domain',
  );
  const rows = new Map(seeded.map((row) => [row.domain, Number(row.rows)]));
  const { byName } = workspace;
  return workspace.order.domains.map((name) => ({
    name,
    purpose: byName.get(name)?.definition.purpose ?? '',
    tables: byName.get(name)?.tables.size ?? 0,
    rows: rows.get(name) ?? 0,
  }));
}

/** The first few demo tenants, and of each the first person of every role. */
async function readTenants(session: Session): Promise<DemoReport['tenants']> {
  return session.query<DemoReport['tenants'][number]>(
    `SELECT t.id::text, t.slug, t.locale,
       json_agg(json_build_object('role', r.name, 'user', u.user_id::text, 'name', u.display_name)
         ORDER BY r.priority DESC) AS people
     FROM sys_tenants t
     JOIN sys_roles r ON r.tenant_id = t.id AND r.template_key IS NOT NULL
     JOIN LATERAL (
       SELECT m.user_id, m.display_name FROM sys_user_roles u
       JOIN sys_tenant_members m USING (tenant_id, user_id)
       WHERE u.tenant_id = t.id AND u.role_id = r.id ORDER BY m.user_id LIMIT 1
     ) u ON true
     WHERE t.metadata ->> 'demo' = 'true' GROUP BY t.id ORDER BY t.id LIMIT 5`,
  );
}
