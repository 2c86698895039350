import { CATALOG } from './catalog.ts';
import type { Finding } from './rule.ts';
import type { Level, SchemaRule } from './schema-rule.ts';

/** A rule that one query answers. */
export interface CatalogRuleFields {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly level: Level;
  /** Further common table expressions, behind those of `CATALOG`. */
  readonly with?: string;
  /** Returns a row per finding: key, table, message, remediation and, if it likes, detail. */
  readonly sql: string;
}

interface Row {
  readonly key: string;
  readonly table: string | null;
  readonly message: string;
  readonly detail?: string | null;
  readonly remediation: string;
}

/** Makes a rule of a query over the expressions of `CATALOG`. The findings come in the order of their keys. */
export function catalogRule(fields: CatalogRuleFields): SchemaRule {
  const { id, name, title, level } = fields;
  const further = fields.with === undefined ? '' : `,\n${fields.with}`;
  const query = `WITH RECURSIVE ${CATALOG}${further}\n${fields.sql}`;
  return {
    id,
    name,
    title,
    level,
    async find(session) {
      const rows = await session.query<Row>(query);
      return rows
        .map(
          (row): Finding => ({
            rule: id,
            key: row.key,
            ...(row.table === null ? {} : { table: row.table }),
            message: row.message,
            ...(row.detail === undefined || row.detail === null ? {} : { detail: row.detail }),
            remediation: row.remediation,
          }),
        )
        .sort((a, b) => (a.key < b.key ? -1 : 1));
    },
  };
}
