import { relative } from 'node:path';
import { countOf } from './print-plan.ts';
import { wrapText } from './wrap-text.ts';

/** A person who can enter a tenant. */
interface DemoPerson {
  readonly role: string;
  /** What `app.enter_tenant` wants of them. */
  readonly user: string;
  readonly name: string;
}

/** What a demo left in the database. */
export interface DemoReport {
  readonly domains: readonly {
    readonly name: string;
    readonly purpose: string;
    /** Tables that its migrations make; a partitioned one is one. */
    readonly tables: number;
    /** Rows that the seeds wrote into them. */
    readonly rows: number;
  }[];
  readonly rules: {
    /** Rules of the schema that were asked and kept. */
    readonly schema: number;
    /** Numbers of those that only `erp verify` asks. */
    readonly notAsked: readonly string[];
    readonly business: number;
  };
  readonly tenants: readonly {
    readonly id: string;
    readonly slug: string;
    readonly locale: string;
    readonly people: readonly DemoPerson[];
  }[];
  readonly seconds: number;
  /** The database, for people. */
  readonly database: string;
  /** The page to look at: its absolute path. */
  readonly page: string;
}

/** The report as lines of 80 letters at most: what is there, who can enter, where to look. */
export function printDemo(report: DemoReport): string[] {
  const { domains, rules, tenants, seconds, database } = report;
  const sum = (count: 'tables' | 'rows') => domains.reduce((total, domain) => total + domain[count], 0);
  const row = (name: string, tables: number | string, rows: string) =>
    `${name.padEnd(14)}${String(tables).padStart(6)}${rows.padStart(12)}`;
  const number = (value: number) => value.toLocaleString('en-US');
  const later =
    rules.notAsked.length === 0 ? '' : ` (${rules.notAsked.join(', ')} is for pnpm verify, which compares)`;
  return [
    '',
    row('domain', 'tables', 'rows'),
    ...domains.flatMap((domain) => [
      row(domain.name, domain.tables, number(domain.rows)),
      ...wrapText(domain.purpose, '  '),
    ]),
    row(countOf(domains.length, 'domain'), sum('tables'), number(sum('rows'))),
    '',
    ...wrapText(
      `${countOf(rules.schema, 'rule')} of the schema${later} and ${rules.business} of the business are kept. It took ${seconds.toFixed(1)} s, in ${database}.`,
    ),
    '',
    'Tenants, and who can enter them:',
    ...tenants.flatMap(({ id, slug, locale, people }) => [
      `  tenant ${id}  ${slug}, ${locale}`,
      ...people.map((each) => `    user ${each.user.padStart(4)}  ${each.role.padEnd(14)} ${each.name}`),
    ]),
    '',
    'Look at it:',
    '  pnpm db start             serves it to psql or a GUI and prints the address',
    '  pnpm status               what is applied',
    '  pnpm plan --fresh --sql   the plain SQL',
    ...examples(report),
    '',
    ...wrapText(
      'The tenants in charts, who may do what, and more to ask them, in a browser without a server. Open',
    ),
    `  ${asNear(report.page)}`,
  ];
}

/** A path from the current folder where it lies in it, as a person would type it. */
function asNear(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

/** How to become somebody, and two questions worth asking. */
function examples({ domains, tenants }: DemoReport): string[] {
  const [tenant] = tenants;
  const [owner] = tenant?.people ?? [];
  if (tenant === undefined || owner === undefined || !domains.some(({ name }) => name === 'orders'))
    return [];
  return `
In psql, as ${owner.name}, ${owner.role} of ${tenant.slug}:

  BEGIN;
  SET LOCAL ROLE erp_app;
  SELECT app.enter_tenant(${tenant.id}, ${owner.user});
  SELECT date_trunc('month', ordered_at)::date AS month, count(*), sum(total)
    FROM orders WHERE status NOT IN ('draft', 'cancelled')
    GROUP BY 1 ORDER BY 1;
  SELECT p.display_name, c.customer_rank, c.paid_orders_count,
      c.lifetime_value, c.currency_code
    FROM crm_customers c
    JOIN crm_personal_profile p USING (tenant_id, personal_key_id)
    ORDER BY c.lifetime_value DESC LIMIT 10;
  COMMIT;`.split('\n');
}
