import type { Session } from '@erp/engine/connection';
import type { Ledger } from '@erp/engine/ledger';
import type { Project } from '@erp/engine/project';
import { findDemoDomains, loadDemoDomain } from './demo-domains.ts';
import { tenantsOfOtherStory } from './plan.ts';
import { readSeedRecords } from './seed-records.ts';

/** A domain of which a demo tenant has less than of the others: its seed was interrupted, or asked for in part. */
export interface DemoGap {
  readonly slug: string;
  readonly domain: string;
  /** The scale at which the domain stands; 0 when nothing, or not every table of it, was loaded. */
  readonly scale: number;
  /** The scale at which the tenant stands elsewhere. */
  readonly expected: number;
}

/**
 * What is missing of the demo tenants that are there, of the domains that are installed. Half a demo may keep all
 * rules that its rows are asked, so it has to be said beside them.
 *
 * @returns nothing where no demo was loaded, or all of it.
 */
export async function findDemoGaps(
  session: Session,
  workspace: Project,
  ledger: Ledger,
): Promise<readonly DemoGap[]> {
  const { seeded, domains } = await readDemos(session, workspace, ledger);
  const scales = new Map(seeded.map((each) => [`${each.slug} ${each.table}`, each.scale]));
  // What came new after a demo is no part of it: it is told by the factories of before, or loaded anew.
  const older = tenantsOfOtherStory(domains, seeded);
  const gaps: DemoGap[] = [];
  for (const slug of new Set(seeded.map((each) => each.slug))) {
    const expected = Math.max(...seeded.filter((each) => each.slug === slug).map((each) => each.scale));
    for (const domain of domains) {
      const reached = domain.seeds.factories.map((factory) => {
        const known = scales.get(`${slug} ${factory.table}`);
        if (known === undefined && older.has(slug)) return expected;
        const scale = known ?? 0;
        // What does not grow with the scale is there or is not.
        return factory.fixed && scale > 0 ? expected : scale;
      });
      const scale = Math.min(expected, ...reached);
      if (scale < expected) gaps.push({ slug, domain: domain.name, scale, expected });
    }
  }
  return gaps;
}

/**
 * Demo tenants that other factories made than those of this checkout: they tell another story, as true as they could.
 *
 * @returns their slugs, sorted.
 */
export async function findOlderDemos(
  session: Session,
  workspace: Project,
  ledger: Ledger,
): Promise<readonly string[]> {
  const { seeded, domains } = await readDemos(session, workspace, ledger);
  return [...tenantsOfOtherStory(domains, seeded)].sort();
}

/** What was loaded of demos, and what would be loaded today; nothing where no demo was. */
async function readDemos(session: Session, workspace: Project, ledger: Ledger) {
  const [records] = await session.query<{ there: boolean }>(
    "SELECT to_regclass('public.sys_demo_seeds') IS NOT NULL AS there",
  );
  const { seeded } = records?.there === true ? await readSeedRecords(session) : { seeded: [] };
  if (seeded.length === 0) return { seeded, domains: [] };
  return {
    seeded,
    domains: await Promise.all((await findDemoDomains(workspace, ledger)).map(loadDemoDomain)),
  };
}
