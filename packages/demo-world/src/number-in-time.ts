import type { DemoSeeds } from '@erp/kit/demo';

/** Papers that a demo numbers by the moment; all names are of SQL. */
export interface NumberedPapers {
  readonly table: string;
  /** The column of the number; papers without one get none. */
  readonly column: string;
  readonly prefix: string;
  readonly digits: number;
  /** The column of the moment that they follow. */
  readonly moment: string;
}

/**
 * Numbers papers of the demo in the order of time: a unit of scale is another crowd in the same time, so its papers stand
 * between those of the others. What is numbered in that way keeps its number. For tables whose triggers are disabled.
 */
export async function numberInTime(trx: Given[0], tenants: Given[1], papers: NumberedPapers): Promise<void> {
  const { table, column } = papers;
  const ids = tenants.map(({ id }) => id);
  const { rows } = await trx.raw<{ rows: { unique: boolean }[] }>(UNIQUE, { table });
  if (rows[0]?.unique === true) {
    // A number is free only when the paper that had it has given it away.
    await trx.raw(numbered(papers, "'demo-' || t.id"), { ids });
    await trx.raw(numbered(papers, 'p.number'), { ids });
    return;
  }
  // A row that is changed in its place, as it is where no index knows the column, would keep every index that is built
  // afterwards from being used in this transaction.
  await trx.raw(`CREATE INDEX demo_number ON ${table} (${column}) WHERE false`);
  await trx.raw(numbered(papers, 'p.number'), { ids });
  await trx.raw('DROP INDEX demo_number');
}

type Given = Parameters<NonNullable<DemoSeeds['beforeKeys']>>;

/** Whether the keys of the table are there. */
const UNIQUE = `
  SELECT EXISTS (
    SELECT FROM pg_index WHERE indrelid = CAST(:table AS text)::regclass AND indisunique AND NOT indisprimary) AS unique`;

const numbered = ({ table, column, prefix, digits, moment }: NumberedPapers, value: string) => `
  UPDATE ${table} t SET ${column} = ${value}
  FROM (
    SELECT n.tenant_id, n.id, '${prefix}' || lpad(
      (row_number() OVER (PARTITION BY n.tenant_id ORDER BY n.${moment}, n.id))::text, ${digits}, '0') AS number
    FROM ${table} n WHERE n.tenant_id = ANY (:ids) AND n.id < 1000000000 AND n.${column} IS NOT NULL
  ) p
  WHERE t.tenant_id = p.tenant_id AND t.id = p.id AND t.${column} <> p.number`;
