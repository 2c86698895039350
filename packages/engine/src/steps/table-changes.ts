import type { ColumnDef, Constraint, Node, RangeVar } from 'libpg-query';
import type { MigrationStep } from './step.ts';

/** A foreign key as a statement or the catalog has it. Names of tables are without a schema where that is public. */
export interface ForeignKey {
  readonly table: string;
  readonly columns: readonly string[];
  readonly target: string;
  /** Empty where a statement leaves the choice to the target's primary key. */
  readonly targetColumns: readonly string[];
  readonly onDelete: 'CASCADE' | 'SET NULL' | 'NO ACTION';
}

/** What one statement of a migration does to a table. */
type TableChange =
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'column'; readonly table: string; readonly column: string }
  | { readonly kind: 'table-renamed'; readonly table: string; readonly to: string }
  | { readonly kind: 'table-dropped'; readonly table: string }
  | { readonly kind: 'column-dropped'; readonly table: string; readonly column: string }
  | { readonly kind: 'foreign-key'; readonly key: ForeignKey }
  /** Code whose effect nobody sees before it runs. */
  | { readonly kind: 'opaque'; readonly text: string };

/** What a migration does to tables, as far as it can be told without a database. */
export interface MigrationChanges {
  readonly changes: readonly TableChange[];
  /** False where the migration wanted an answer that only a database gives. */
  readonly complete: boolean;
}

const read = new WeakMap<MigrationStep, Promise<MigrationChanges>>();

/**
 * Reads what a migration does to tables: its `up` is run against a connection that only writes down, and what it sends
 * is parsed by PostgreSQL's parser. So builders of Knex, words of the kit and raw SQL are seen alike.
 */
export function readTableChanges(step: MigrationStep): Promise<MigrationChanges> {
  let changes = read.get(step);
  if (changes === undefined) {
    changes = changesOf(step);
    read.set(step, changes);
  }
  return changes;
}

/** What can change a table, or hide that it does; the parser is slow enough to spare it the rest. */
const CHANGES = /^\s*(create|alter|drop|do|select|with|call)\b/i;

async function changesOf(step: MigrationStep): Promise<MigrationChanges> {
  const { parse } = await import('libpg-query');
  const { captureStatements } = await import('./captured-statements.ts');
  const changes: TableChange[] = [];
  try {
    for (const { sql } of await captureStatements(step, 'up')) {
      if (!CHANGES.test(sql)) continue;
      for (const { stmt } of (await parse(sql)).stmts ?? []) {
        if (stmt !== undefined) changes.push(...changesOfStatement(stmt, sql));
      }
    }
    return { changes, complete: true };
  } catch {
    // Whoever applies it is told what is wrong.
    return { changes, complete: false };
  }
}

function changesOfStatement(stmt: Node, sql: string): TableChange[] {
  if ('CreateStmt' in stmt) {
    const { relation, tableElts = [], inhRelations = [] } = stmt.CreateStmt;
    const table = nameOf(relation);
    // Columns that come from another table are not spelled out.
    const opaque = inhRelations.length > 0 || tableElts.some((each) => 'TableLikeClause' in each);
    return [
      { kind: 'table', table },
      ...tableElts.flatMap((each) => changesOfElement(table, each)),
      ...(opaque ? [{ kind: 'opaque', text: sql } as const] : []),
    ];
  }
  if ('AlterTableStmt' in stmt) {
    const table = nameOf(stmt.AlterTableStmt.relation);
    return (stmt.AlterTableStmt.cmds ?? []).flatMap((each): TableChange[] => {
      if (!('AlterTableCmd' in each)) return [];
      const { subtype, name, def } = each.AlterTableCmd;
      if (subtype === 'AT_DropColumn') return [{ kind: 'column-dropped', table, column: name ?? '' }];
      return def === undefined ? [] : changesOfElement(table, def);
    });
  }
  if ('RenameStmt' in stmt) {
    const { renameType, relation, subname, newname = '' } = stmt.RenameStmt;
    const table = nameOf(relation);
    if (renameType === 'OBJECT_TABLE') return [{ kind: 'table-renamed', table, to: newname }];
    if (renameType !== 'OBJECT_COLUMN') return [];
    return [
      { kind: 'column-dropped', table, column: subname ?? '' },
      { kind: 'column', table, column: newname },
    ];
  }
  if ('DropStmt' in stmt && stmt.DropStmt.removeType === 'OBJECT_TABLE') {
    return (stmt.DropStmt.objects ?? []).map((each) => ({
      kind: 'table-dropped',
      table: 'List' in each ? qualified(namesIn(each.List.items)) : '',
    }));
  }
  if ('IndexStmt' in stmt || 'CreateFunctionStmt' in stmt || 'CreateTrigStmt' in stmt) return [];
  return ['DoStmt', 'SelectStmt', 'CallStmt', 'CreateTableAsStmt'].some((kind) => kind in stmt)
    ? [{ kind: 'opaque', text: sql }]
    : [];
}

/** A column with its own constraints, or a constraint of the table. */
function changesOfElement(table: string, element: Node): TableChange[] {
  if ('ColumnDef' in element) return changesOfColumn(table, element.ColumnDef);
  return 'Constraint' in element ? foreignKey(table, element.Constraint, []) : [];
}

function changesOfColumn(table: string, { colname = '', constraints = [] }: ColumnDef): TableChange[] {
  const keys = constraints.flatMap((each) =>
    'Constraint' in each ? foreignKey(table, each.Constraint, [colname]) : [],
  );
  return [{ kind: 'column', table, column: colname }, ...keys];
}

const ON_DELETE: Record<string, ForeignKey['onDelete']> = { c: 'CASCADE', n: 'SET NULL' };

function foreignKey(table: string, constraint: Constraint, ofColumn: readonly string[]): TableChange[] {
  if (constraint.contype !== 'CONSTR_FOREIGN') return [];
  const columns = namesIn(constraint.fk_attrs);
  const key: ForeignKey = {
    table,
    columns: columns.length > 0 ? columns : ofColumn,
    target: nameOf(constraint.pktable),
    targetColumns: namesIn(constraint.pk_attrs),
    onDelete: ON_DELETE[constraint.fk_del_action ?? ''] ?? 'NO ACTION',
  };
  return [{ kind: 'foreign-key', key }];
}

function namesIn(nodes: readonly Node[] = []): string[] {
  return nodes.flatMap((each) => ('String' in each ? [each.String.sval ?? ''] : []));
}

function nameOf(relation: RangeVar | undefined): string {
  return qualified([relation?.schemaname ?? 'public', relation?.relname ?? '']);
}

function qualified(names: readonly string[]): string {
  return names.filter((name, i) => i > 0 || name !== 'public').join('.');
}
