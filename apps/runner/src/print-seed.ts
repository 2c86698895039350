import type { LoadedTable } from '@erp/seed/load-domain';
import type { SeedPlan } from '@erp/seed/plan';

/** What is to be loaded, as a value for programs. */
export function planAsJson(plan: SeedPlan) {
  return plan.domains.map(({ domain, tables }) => ({
    domain: domain.name,
    tables: tables.map(({ factory, ranges }) => ({
      table: factory.table,
      tenants: ranges.map(({ slug, from, to }) => ({ tenant: slug, fromScale: from, toScale: to })),
    })),
  }));
}

/** What is to be loaded, as lines. */
export function printPlan(plan: SeedPlan): string[] {
  if (plan.domains.length === 0) return ['Nothing to do: the demo is there already.'];
  return plan.domains.flatMap(({ domain, tables }) => [
    domain.name,
    ...tables.map(({ factory, ranges }) => {
      const some = ranges.length > 5 ? ranges.slice(0, 3) : ranges;
      const tenants = some.map(({ slug, from, to }) => `${slug} (scale ${from} to ${to})`);
      if (some.length < ranges.length) tenants.push(`and ${ranges.length - some.length} tenants more`);
      return `  ${String(factory.table).padEnd(28)} ${tenants.join(', ')}`;
    }),
  ]);
}

/** What was loaded, as a line. */
export function printLoaded(tables: readonly LoadedTable[], seconds: number): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `Loaded ${count(rows)} rows into ${tables.length} tables in ${seconds.toFixed(2)} s, ${count(rows / seconds)} rows/s.`;
}

/** A number for people. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
