import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0027_invalid_index.md */
export const rule = catalogRule({
  id: '0027',
  name: 'invalid_index',
  title: 'No index is invalid',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table", format('Index %s of %s is invalid: its building was interrupted.', name, table_name) AS message,
           format('REINDEX INDEX CONCURRENTLY %s;', sql_name) AS remediation
      FROM our_index WHERE NOT indisvalid OR NOT indisready`,
});
