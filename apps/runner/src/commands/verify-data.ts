import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { discoverDomains, type Project } from '@erp/engine/project';
import {
  checkInvariants,
  type DomainInvariant,
  findEmptyDomains,
  loadInvariants,
  passingOver,
} from '@erp/invariants/invariants';
import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import { findDemoGaps, findOlderDemos } from '@erp/seed/demo-gaps';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { notMigrated } from '../not-migrated.ts';
import { type DataReport, nameOf, printDataReport, reportAsJson } from '../print-data-report.ts';
import { showInvariantProgress } from '../show-invariant-progress.ts';
import type { VerifyOptions } from './verify.command.ts';

/**
 * `erp verify --data`: ask every rule of the business of the rows, report; exit code 1 when one is broken or a demo
 * tenant is there in part.
 */
export async function verifyData(invocation: Invocation, options: VerifyOptions): Promise<void> {
  await withSession(invocation, 'verify', async (session) => {
    const report = await verifyDataOf(invocation, session, options.rule);
    if (options.json === true) invocation.json(reportAsJson(report));
    else invocation.stdout(printDataReport(report));
    if (report.breaches.length > 0 || report.gaps.length > 0) process.exitCode = 1;
  });
}

/**
 * The story of `erp verify --data` on an open session; `erp demo` tells it too.
 *
 * @param rules names of invariants, with or without their domain; all when not given.
 * @param project the checkout, where it was read already.
 * @throws {Problem} `not_migrated`, `nothing_to_ask` where there is no tenant, `rule_unknown`.
 */
export async function verifyDataOf(
  invocation: Invocation,
  session: Session,
  rules?: readonly string[],
  project?: Project,
): Promise<DataReport> {
  const workspace = project ?? (await discoverDomains(invocation.root));
  const ledger = await readLedger(session);
  if (ledger.rows.length === 0) throw notMigrated();
  const all = await loadInvariants(workspace, ledger);
  const unknown = (rules ?? []).filter((rule) => !all.some((each) => matches(each, rule)));
  if (unknown.length > 0) {
    throw new Problem({
      code: 'rule_unknown',
      message: `${unknown.join(', ')}: no installed domain has such an invariant.`,
      detail: `There are: ${all.map(nameOf).join(', ')}.`,
      hint: `${unknown.map((rule) => didYouMean(rule, all.map(nameOf))).join('')}Correct the name: pnpm verify --data --rule <name>`,
    });
  }
  await assertTenants(session);
  const chosen = rules === undefined ? all : all.filter((each) => rules.some((rule) => matches(each, rule)));
  const empty = await findEmptyDomains(session, workspace, [...new Set(chosen.map((each) => each.domain))]);
  const olderDemos = await findOlderDemos(session, workspace, ledger);
  const asked = chosen
    .filter((each) => !empty.includes(each.domain))
    .map((each) => passingOver(each, olderDemos));
  invocation.stage(`Asking ${asked.length} rules of the business …`);
  const shown = showInvariantProgress(invocation, asked);
  const seconds = new Map<string, number>();
  const breaches = await checkInvariants(session, asked, {
    asking: shown.asking,
    answered(invariant, milliseconds, broken) {
      seconds.set(nameOf(invariant), Math.round(milliseconds) / 1000);
      shown.answered(invariant, milliseconds, broken);
    },
  });
  const gaps = await findDemoGaps(session, workspace, ledger);
  const unasked = chosen.filter((each) => empty.includes(each.domain));
  return { asked, unasked, breaches, gaps, olderDemos, seconds };
}

async function assertTenants(session: Session): Promise<void> {
  const [tenants] = await session.query<{ there: boolean }>(
    "SELECT to_regclass('public.sys_tenants') IS NOT NULL AS there",
  );
  if (tenants?.there !== true) return;
  const [row] = await session.query<{ some: boolean }>('SELECT EXISTS (SELECT FROM sys_tenants) AS some');
  if (row?.some === true) return;
  throw new Problem({
    code: 'nothing_to_ask',
    message: 'This database has no tenant, so no rule of the business was asked of anything.',
    hint: 'pnpm seed makes demo tenants; app.provision_tenant makes others.',
  });
}

function matches(invariant: DomainInvariant, rule: string): boolean {
  return rule === invariant.name || rule === nameOf(invariant);
}
