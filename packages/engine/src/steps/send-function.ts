/**
 * The statements that send the text of a function file. A role that gets a function needs CREATE on its schema at that
 * moment, unless a superuser gives it; erp_definer has it at no other (docs/decisions/0010-create-is-lent.md). They
 * belong into one transaction.
 *
 * @param sql the file's text.
 */
export function sendFunction(sql: string): readonly string[] {
  return GIVEN.test(sql) ? [LEND, sql, TAKE_BACK] : [sql];
}

const GIVEN = /\bOWNER\s+TO\s+"?erp_definer\b/i;
const LEND = 'GRANT CREATE ON SCHEMA app TO erp_definer';
const TAKE_BACK = 'REVOKE CREATE ON SCHEMA app FROM erp_definer';
