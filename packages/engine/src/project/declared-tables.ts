import { codeTokens } from '../source/code-tokens.ts';

/**
 * Reads the tables and columns that a domain's generated tables.ts declares, without running it.
 *
 * @param source text of tables.ts as `erp types` writes it: one interface per row type, and Knex's `Tables`
 *   interface that joins table names to row types.
 * @returns column names by table name.
 */
export function readDeclaredTables(source: string): Map<string, Set<string>> {
  const tokens = codeTokens(source);
  const rows = new Map<string, Map<string, string>>();
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] === 'interface') rows.set(tokens[i + 1] ?? '', members(tokens, tokens.indexOf('{', i)));
  }
  const declared = new Map<string, Set<string>>();
  for (const [table, type] of rows.get('Tables') ?? []) {
    declared.set(table, new Set(rows.get(type)?.keys()));
  }
  return declared;
}

/** Member names of an interface body, each with the row type that it names: the last identifier ending in Row. */
function members(tokens: readonly string[], open: number): Map<string, string> {
  const found = new Map<string, string>();
  let depth = 0;
  let member = '';
  for (let i = open; i >= 0 && i < tokens.length; i++) {
    const token = tokens[i] ?? '';
    if (/^[{([<]$/.test(token)) depth++;
    // Two closing brackets of type arguments are one token.
    if (/^([})\]]|>+)$/.test(token)) depth -= token.length;
    if (depth === 0) break;
    if (depth === 1 && (tokens[i + 1] === ':' || (tokens[i + 1] === '?' && tokens[i + 2] === ':'))) {
      member = token.replace(/^"|"$/g, '');
      found.set(member, '');
    } else if (member !== '' && found.get(member) === '' && /^[A-Za-z]\w*Row$/.test(token)) {
      found.set(member, token);
    }
  }
  return found;
}
