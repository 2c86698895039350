import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { discoverDomains } from '@erp/engine/project';
import {
  type Breach,
  checkInvariants,
  type DomainInvariant,
  findEmptyDomains,
  loadInvariants,
} from '@erp/invariants/invariants';
import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import { type DemoGap, findDemoGaps } from '@erp/seed/demo-gaps';
import pc from 'picocolors';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { showInvariantProgress } from '../show-invariant-progress.ts';
import type { VerifyOptions } from './verify.command.ts';
import { notMigrated } from './verify.ts';

/** What the rows say to the rules of the business. */
export interface DataReport {
  /** Rules whose domain has rows. */
  readonly asked: readonly DomainInvariant[];
  /** Rules that could not be asked of any row, since the tables of their domain are empty. */
  readonly unasked: readonly DomainInvariant[];
  readonly breaches: readonly Breach[];
  /** Domains of which a demo tenant has nothing, or less than of the others. */
  readonly gaps: readonly DemoGap[];
  /** How long each rule took that was asked, by its name with the domain. */
  readonly seconds: ReadonlyMap<string, number>;
}

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
 * @throws {Problem} `not_migrated`, `nothing_to_ask` where there is no tenant, `rule_unknown`.
 */
export async function verifyDataOf(
  invocation: Invocation,
  session: Session,
  rules?: readonly string[],
): Promise<DataReport> {
  const workspace = await discoverDomains(invocation.root);
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
  const asked = chosen.filter((each) => !empty.includes(each.domain));
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
  return { asked, unasked: chosen.filter((each) => empty.includes(each.domain)), breaches, gaps, seconds };
}

/** The report for people. */
export function printDataReport({ asked, unasked, breaches, gaps }: DataReport): string {
  const empty = [...new Set(unasked.map((each) => each.domain))];
  const slugs = [...new Set(gaps.map((gap) => gap.slug))];
  return [
    ...breaches.flatMap(({ invariant, count, examples }) => [
      `${pc.red('broken')}  ${nameOf(invariant)}  ${count} ${count === 1 ? 'row' : 'rows'}`,
      `  ${invariant.says}`,
      ...examples.map(({ tenant, key, found }) => `  tenant ${tenant}, ${key}: ${found}`),
      ...(count > examples.length ? [`  and ${count - examples.length} more`] : []),
      '',
    ]),
    ...slugs.flatMap((slug) => {
      const of = gaps.filter((gap) => gap.slug === slug);
      return [
        `${pc.red('in part')}  the demo tenant ${slug} stands at scale ${of[0]?.expected}, but not everywhere`,
        ...of.map(({ domain, scale }) => `  ${domain}: ${scale === 0 ? 'missing' : `at scale ${scale}`}`),
        `  pnpm seed${of[0]?.expected === 1 ? '' : ` --scale ${of[0]?.expected}`} loads the rest.`,
        '',
      ];
    }),
    ...(empty.length > 0
      ? [`${unasked.length} invariants not asked: there is no row of ${empty.join(', ')}.`]
      : []),
    asked.length === 0
      ? 'No invariant was asked.'
      : `${asked.length} invariants asked, ${breaches.length} broken.`,
  ].join('\n');
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

function nameOf(invariant: DomainInvariant): string {
  return `${invariant.domain}/${invariant.name}`;
}

function reportAsJson({ asked, unasked, breaches, gaps, seconds }: DataReport) {
  return {
    asked: asked.map(nameOf),
    unasked: unasked.map(nameOf),
    breaches: breaches.map(({ invariant, count, examples }) => ({
      name: nameOf(invariant),
      says: invariant.says,
      count,
      examples,
    })),
    gaps,
    seconds: Object.fromEntries(seconds),
  };
}
