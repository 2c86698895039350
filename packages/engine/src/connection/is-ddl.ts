/** Commands that are answered by their name and nothing else. */
const DEFINITION =
  /^(?:\s|--[^\n]*\n)*(?:create|alter|drop|comment|grant|revoke|do)\b(?!.*\bconcurrently\b)/is;
/** The same by the names of PostgreSQL's parse tree. */
const DEFINITION_NODE =
  /^(Create|Alter|Drop|Comment|Grant|Index|View|Rename|Rule|Define|CompositeType|Do)\w*$/;

/**
 * Loads PostgreSQL's parser and returns the question whether all of a text are definitions: then there is nothing in
 * the answer that its sender could want to know, and nothing in the text that begins or ends a transaction.
 */
export async function loadIsDdl(): Promise<(sql: string) => boolean> {
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  return (sql) => {
    if (!DEFINITION.test(sql)) return false;
    // Semicolons stand between statements, and in texts and bodies as well: only the parser can tell.
    if (!sql.trim().slice(0, -1).includes(';')) return true;
    try {
      const { stmts = [] } = parseSync(sql);
      return stmts.every(({ stmt }) => DEFINITION_NODE.test(Object.keys(stmt ?? {})[0] ?? ''));
    } catch {
      // The server will say what is wrong with it.
      return false;
    }
  };
}
