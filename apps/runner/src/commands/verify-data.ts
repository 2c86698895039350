import { discoverDomains } from '@erp/engine/discover';
import { readLedger } from '@erp/engine/ledger';
import type { Session } from '@erp/engine/session';
import { Problem } from '@erp/kit/problem';
import { type Breach, checkInvariants, type DomainInvariant, loadInvariants } from '@erp/seed/invariants';
import pc from 'picocolors';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';

export interface VerifyDataOptions {
  readonly rule?: string[];
  readonly json?: boolean;
}

/** `erp verify --data`: ask every rule of the business of the rows, report; exit code 1 when one is broken. */
export async function verifyData(invocation: Invocation, options: VerifyDataOptions): Promise<void> {
  await withSession(invocation, 'verify', async (session) => {
    const { asked, breaches } = await verifyDataOf(invocation, session, options.rule);
    invocation.out(
      options.json === true
        ? JSON.stringify({ asked: asked.map(nameOf), breaches: breaches.map(breachAsJson) }, null, 2)
        : printBreaches(asked, breaches),
    );
    if (breaches.length > 0) process.exitCode = 1;
  });
}

/** The story of `erp verify --data` on an open session; `erp demo` tells it too. */
export async function verifyDataOf(invocation: Invocation, session: Session, rules?: readonly string[]) {
  const workspace = await discoverDomains(invocation.root);
  const all = await loadInvariants(workspace, await readLedger(session));
  const unknown = (rules ?? []).filter((rule) => !all.some((each) => matches(each, rule)));
  if (unknown.length > 0) {
    throw new Problem({
      code: 'rule_unknown',
      message: `${unknown.join(', ')}: no installed domain has such an invariant.`,
      detail: `There are: ${all.map(nameOf).join(', ')}.`,
    });
  }
  const asked = rules === undefined ? all : all.filter((each) => rules.some((rule) => matches(each, rule)));
  const breaches = await checkInvariants(session, asked, (each) => invocation.flash(`${nameOf(each)} …`));
  return { asked, breaches };
}

/** The report for people. */
export function printBreaches(asked: readonly DomainInvariant[], breaches: readonly Breach[]): string {
  return [
    ...breaches.flatMap(({ invariant, count, examples }) => [
      `${pc.red('broken')}  ${nameOf(invariant)}  ${count} ${count === 1 ? 'row' : 'rows'}`,
      `  ${invariant.says}`,
      ...examples.map(({ tenant, key, found }) => `  tenant ${tenant}, ${key}: ${found}`),
      ...(count > examples.length ? [`  and ${count - examples.length} more`] : []),
      '',
    ]),
    `${asked.length} invariants asked, ${breaches.length} broken.`,
  ].join('\n');
}

function matches(invariant: DomainInvariant, rule: string): boolean {
  return rule === invariant.name || rule === nameOf(invariant);
}

function nameOf(invariant: DomainInvariant): string {
  return `${invariant.domain}/${invariant.name}`;
}

function breachAsJson({ invariant, count, examples }: Breach) {
  return { name: nameOf(invariant), says: invariant.says, count, examples };
}
