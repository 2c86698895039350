/** One statement as PostgreSQL's own parser reads it. */
export interface ParsedStatement {
  readonly sql: string;
  readonly node: string;
  readonly tree: Readonly<Record<string, unknown>>;
}

/** Takes scripts apart; undefined for what is no SQL, since the server says better why. */
export type Parse = (sql: string) => ParsedStatement[] | undefined;

/** Loads PostgreSQL's parser. */
export async function loadParser(): Promise<Parse> {
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  return (sql) => {
    try {
      const bytes = Buffer.from(sql);
      return (parseSync(sql).stmts ?? []).flatMap(({ stmt, stmt_location = 0, stmt_len }) => {
        const [node] = Object.keys(stmt ?? {});
        if (node === undefined) return [];
        const end = stmt_len === undefined ? undefined : stmt_location + stmt_len;
        const text = bytes.subarray(stmt_location, end).toString().trim();
        return [
          { sql: text, node, tree: (stmt as unknown as Record<string, ParsedStatement['tree']>)[node] ?? {} },
        ];
      });
    } catch {
      return undefined;
    }
  };
}

/** Whether PostgreSQL refuses a statement inside a transaction. */
export function isNonTransactional({ node, tree }: ParsedStatement): boolean {
  if (node === 'VacuumStmt') return tree.is_vacuumcmd === true;
  if (tree.concurrent === true) return true;
  const options = (tree.params ?? []) as { DefElem?: { defname?: string } }[];
  if (node === 'ReindexStmt') return options.some(({ DefElem }) => DefElem?.defname === 'concurrently');
  const commands = (tree.cmds ?? []) as {
    AlterTableCmd?: { def?: { PartitionCmd?: { concurrent?: boolean } } };
  }[];
  if (commands.some(({ AlterTableCmd }) => AlterTableCmd?.def?.PartitionCmd?.concurrent === true))
    return true;
  return /^(AlterSystem|Createdb|Dropdb|CreateTableSpace|DropTableSpace)Stmt$/.test(node);
}
