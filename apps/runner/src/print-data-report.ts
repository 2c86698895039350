import type { Breach, DomainInvariant } from '@erp/invariants/invariants';
import type { DemoGap } from '@erp/seed/demo-gaps';
import pc from 'picocolors';

/** What the rows say to the rules of the business. */
export interface DataReport {
  /** Rules whose domain has rows. */
  readonly asked: readonly DomainInvariant[];
  /** Rules that could not be asked of any row, since the tables of their domain are empty. */
  readonly unasked: readonly DomainInvariant[];
  readonly breaches: readonly Breach[];
  /** Domains of which a demo tenant has nothing, or less than of the others. */
  readonly gaps: readonly DemoGap[];
  /** Tenants whose demo was made by other factories; rules about demos pass them over. */
  readonly olderDemos: readonly string[];
  /** How long each rule took that was asked, by its name with the domain. */
  readonly seconds: ReadonlyMap<string, number>;
}

/** The report for people. */
export function printDataReport({ asked, unasked, breaches, gaps, olderDemos }: DataReport): string {
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
    ...(olderDemos.length > 0
      ? [
          `Of ${olderDemos.join(', ')} what is asked of demos alone was not asked: other factories made them. pnpm seed --fresh loads them anew.`,
        ]
      : []),
    asked.length === 0
      ? 'No invariant was asked.'
      : `${asked.length} invariants asked, ${breaches.length} broken.`,
  ].join('\n');
}

/** A rule of the business as people name it. */
export function nameOf(invariant: DomainInvariant): string {
  return `${invariant.domain}/${invariant.name}`;
}

/** The report as a value for programs. */
export function reportAsJson({ asked, unasked, breaches, gaps, olderDemos, seconds }: DataReport) {
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
    olderDemos,
    seconds: Object.fromEntries(seconds),
  };
}
