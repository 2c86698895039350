import type { TenantProfile, TenantSeeds } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { didYouMean } from '@erp/kit/did-you-mean';
import { hashText } from '@erp/kit/draw';
import { DAY } from '@erp/kit/moment';
import { Problem } from '@erp/kit/problem';
import type { Knex } from 'knex';

/** What a whole demo depends on. */
export interface DemoSettings {
  /** Key that every value is drawn from. */
  readonly seed: number;
  /** Day at which the demo ends, YYYY-MM-DD; it began a year and a half before. */
  readonly until: string;
}

/** The settings when nobody asks for others; `erp seed` has a demo that begins now end with the day before. */
export const DEFAULT_SETTINGS: DemoSettings = { seed: 1, until: '2026-11-01' };

/** Numbers from here on belong to the rows that people make; those of the seeds are smaller. */
export const FIRST_OWN_NUMBER = 1_000_000_000;

/** Demo tenants at most: at scale 1 they have some 25 million rows, more than a demo has use for. */
export const MOST_TENANTS = 1_000;

/** The moment at which a demo begins, in milliseconds since 1970. */
export function startOf(settings: DemoSettings): number {
  return endOf(settings) - 548 * DAY;
}

/** The moment at which it ends. */
export function endOf(settings: DemoSettings): number {
  return Date.parse(`${settings.until}T00:00:00Z`);
}

/**
 * Who the demo tenants are.
 *
 * @param seeds of the domain that owns tenants.
 * @param count how many; the first four have a character of their own.
 * @param only slugs, to work on these alone.
 * @throws {Problem} `tenant_unknown` for a slug that is none of theirs.
 */
export function chooseProfiles(
  seeds: TenantSeeds,
  settings: DemoSettings,
  count: number,
  only?: readonly string[],
): readonly TenantProfile[] {
  const profiles = Array.from({ length: count }, (_, position) => {
    const character = seeds.profileOf(position);
    return {
      ...character,
      key: hashText(`${settings.seed} ${character.slug}`),
      since: startOf(settings),
      until: endOf(settings),
    };
  });
  if (only === undefined) return profiles;
  const unknown = only.filter((slug) => !profiles.some((profile) => profile.slug === slug));
  if (unknown.length > 0) {
    throw new Problem({
      code: 'tenant_unknown',
      message: `${unknown.join(', ')}: no such demo tenant.`,
      detail: `There are: ${profiles.map((profile) => profile.slug).join(', ')}.`,
      hint: `${unknown
        .map((slug) =>
          didYouMean(
            slug,
            profiles.map((profile) => profile.slug),
          ),
        )
        .join('')}pnpm seed --tenants <number> makes more of them.`,
    });
  }
  return profiles.filter((profile) => only.includes(profile.slug));
}

/** The profiles with what the database has given to them; those that are not there yet are left out. */
export async function provideTenants(
  seeds: TenantSeeds,
  trx: Knex,
  profiles: readonly TenantProfile[],
): Promise<readonly DemoTenant[]> {
  const provided = await seeds.provide(trx, profiles);
  return profiles.flatMap((profile) => {
    const given = provided.find((each) => each.slug === profile.slug);
    return given === undefined ? [] : [{ ...profile, id: given.id, staff: given.staff }];
  });
}
