import type { PartitionChoice, TableReport } from './maintain-partitions.ts';

/** What was done to the partitioned tables, or would be, as lines. */
export function printPartitions(reports: readonly TableReport[], { dryRun }: PartitionChoice): string[] {
  if (reports.length === 0) return ['No table is partitioned.'];
  const rows = reports.map((each) => [
    each.table,
    each.created.length,
    each.moved,
    each.dropped.length,
    each.detached.length,
    each.inDefault,
  ]);
  const heads = ['table', 'created', 'rows moved', 'dropped', 'detached', 'rows in default'];
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => String(row[i]).length)));
  const line = (cells: readonly (string | number)[]) =>
    cells
      .map((cell, i) =>
        i === 0 ? String(cell).padEnd(widths[i] ?? 0) : String(cell).padStart(widths[i] ?? 0),
      )
      .join('  ');
  const names = reports.flatMap((each) => [
    ...each.created.map((name) => `created   ${name}`),
    ...each.dropped.map((name) => `dropped   ${name}`),
    ...each.detached.map((name) => `detached  archive.${name}`),
  ]);
  return [
    ...names,
    ...(names.length > 0 ? [''] : []),
    line(heads),
    ...rows.map(line),
    ...(dryRun === true ? ['', 'Nothing was changed: this is what a run without --dry-run would do.'] : []),
    ...reports
      .filter((each) => each.inDefault > 0)
      .map(
        (each) =>
          `${each.table}_default keeps rows whose time is decades off; correct their time (rule 0059).`,
      ),
  ];
}
