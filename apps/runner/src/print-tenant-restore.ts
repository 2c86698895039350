import type { TableDifference, TenantRestore } from '@erp/backup/tenant-restore';
import { count } from './print-backups.ts';

/** Characters of a value that are shown. */
const SHOWN = 40;

/** What became of the rows of a tenant since a backup, table by table, and what comes back. */
export function printTenantRestore({ tables, notes, people, takenAt }: TenantRestore): string[] {
  const concerned = tables.filter(
    ({ missing, changedSince, newSince }) => missing + changedSince + newSince > 0,
  );
  if (concerned.length === 0) return [`All rows of the tenant are as they were at ${takenAt}.`];
  const width = Math.max(...concerned.map(({ table }) => table.length), 5);
  const line = (table: string, cells: readonly (string | number)[]) =>
    `${table.padEnd(width)} ${cells.map((cell) => (typeof cell === 'number' ? count(cell) : cell).padStart(9)).join(' ')}`;
  return [
    `Since ${takenAt}:`,
    line('table', ['missing', 'changed', 'new', '→ rows', 'changes', 'left']),
    ...concerned.map((each) =>
      line(each.table, [each.missing, each.changedSince, each.newSince, each.rows, each.changed, each.left]),
    ),
    ...concerned.flatMap(printValues),
    ...(people > 0 ? [`– ${people} people who were gone come back, without a login`] : []),
    ...notes.map((note) => `– ${note}`),
    ...concerned.flatMap(({ table, fresh }) =>
      fresh > 0
        ? [
            `– figures of ${count(fresh)} rows of ${table} stay: rows that are new since count for them; pnpm verify --data says whether they are right`,
          ]
        : [],
    ),
  ];
}

/** Both values of the first changed columns; those that stay as they are now carry a sign. */
function printValues({ table, values }: TableDifference): string[] {
  return values.map(
    ({ key, column, then, now, back }) =>
      `  ${table} ${key} ${column}: ${short(now)} → ${short(then)}${back ? '' : '  (stays; --changed brings it back)'}`,
  );
}

function short(value: unknown): string {
  const written =
    value === null || value === undefined
      ? 'NULL'
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  const line = written.replace(/\s+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
}
