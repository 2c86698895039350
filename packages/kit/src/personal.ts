import type { Knex } from 'knex';
import { Problem } from './problem.ts';

/** What a personal column holds. Masking and documents go by it; `words` is free text about somebody. */
export type PersonalKind =
  | 'name'
  | 'email'
  | 'phone'
  | 'address'
  | 'birth'
  | 'identifier'
  | 'location'
  | 'device'
  | 'message'
  | 'words';

/** A personal column that is not simply emptied when its person is erased. */
export interface PersonalColumn {
  readonly kind: PersonalKind;
  /** The SQL expression over the row that takes the place of the value. */
  readonly becomes?: string;
  /** Why the value stays, e.g. a law. */
  readonly kept?: string;
  /** What a trigger of the domain on `crm_personal_keys.erased_at` makes of the value, and why not a rule. */
  readonly byTrigger?: string;
}

/** Columns by name, each with its kind or with more to say. */
export type PersonalColumns = Readonly<Record<string, PersonalKind | PersonalColumn>>;

/**
 * What one tenant table holds about people. Every column of text, JSON or network addresses is in exactly one of
 * `person`, `member`, `others` and `none`; codes with a check, currencies and generated columns need no word.
 */
export interface PersonalTable {
  /** Columns about a person of crm: exported and erased with the person. */
  readonly person?: PersonalColumns;
  /**
   * Foreign key columns, besides those to crm_personal_keys and crm_customers, by which a row belongs to whom its
   * parent belongs to. Not needed where the table points at person or customer.
   */
  readonly of?: readonly string[];
  /** A row is about the record that its `entity_type` and `entity_id` name, and belongs to whom that belongs to. */
  readonly about?: true;
  /** What `entity_type` calls a row of this table, beside the name of the table. */
  readonly called?: string;
  /** Rows go with the person; otherwise they stay without the personal columns. */
  readonly rows?: 'removed';
  /** Columns about a member of the tenant: erased with a member who has left. */
  readonly member?: PersonalColumns;
  /** Foreign key columns to the member whom those columns are about. */
  readonly ofMember?: readonly string[];
  /** Personal columns about people whom no row tells apart, or who are neither: whoever owns the row changes them. */
  readonly others?: PersonalColumns;
  /** Columns that hold nothing about anybody. */
  readonly none?: readonly string[];
}

/** What a domain's tables hold about people, by table. */
export type PersonalData = Readonly<Record<string, PersonalTable>>;

/**
 * Declares which columns of a domain's tables are personal, in `personal.ts` beside its `tables.ts`. Export and
 * erasure of a person read it in the live database, where the domain's reference data puts it.
 *
 * @throws {Problem} `personal_data` for a column that is declared twice, and for a reason that says nothing.
 */
export function personalData<Data extends PersonalData>(data: Data): Data {
  const faults: string[] = [];
  for (const [table, fields] of Object.entries<PersonalTable>(data)) {
    const seen = new Set<string>();
    for (const { column, kept, byTrigger } of columnsOf(fields)) {
      if (seen.has(column)) faults.push(`${table}.${column} is declared twice.`);
      seen.add(column);
      if (kept?.trim() === '' || byTrigger?.trim() === '') faults.push(`${table}.${column} gives no reason.`);
    }
    if (fields.ofMember === undefined && fields.member !== undefined && table !== 'sys_tenant_members') {
      faults.push(`${table} has columns about a member and does not say which column names the member.`);
    }
  }
  if (faults.length > 0) {
    throw new Problem({
      code: 'personal_data',
      message: 'The declaration of personal data is not consistent.',
      detail: faults.join('\n'),
      hint: 'A column is in one of person, member, others and none; kept and byTrigger need a sentence.',
    });
  }
  return data;
}

/** A column whose value is replaced instead of emptied: by an SQL expression over the row. */
export function replaced(kind: PersonalKind, becomes: string): PersonalColumn {
  return { kind, becomes };
}

/** A column that stays when the person goes, and why: books that a law wants, a number that must not be used again. */
export function kept(kind: PersonalKind, because: string): PersonalColumn {
  return { kind, kept: because };
}

/** A column that a trigger of the domain erases, because it takes more than a value of this column. */
export function erasedByTrigger(kind: PersonalKind, what: string): PersonalColumn {
  return { kind, byTrigger: what };
}

/**
 * Puts the declaration of a domain into the live database, in place of what it declared before. Idempotent; called
 * by the domain's reference data.
 */
export async function registerPersonalData(knex: Knex, domain: string, data: PersonalData): Promise<void> {
  const tables = Object.entries(data).map(([table, fields]) => ({
    table_name: table,
    called: fields.called ?? null,
    person_by: fields.of ?? [],
    member_by: fields.ofMember ?? [],
    about: fields.about ?? false,
    rows_removed: fields.rows === 'removed',
    columns: columnsOf(fields).map(({ column, subject, kind, becomes, kept, byTrigger }) => ({
      column_name: column,
      subject,
      kind: kind ?? null,
      becomes: becomes ?? null,
      kept_because: kept ?? null,
      by_trigger: byTrigger ?? null,
    })),
  }));
  await knex.raw('SELECT app.register_personal_data(?::text, ?::jsonb)', [domain, JSON.stringify(tables)]);
}

/** The inverse of `registerPersonalData`: the domain declares nothing any more. */
export async function withdrawPersonalData(knex: Knex, domain: string): Promise<void> {
  await knex.raw("SELECT app.register_personal_data(?::text, '[]'::jsonb)", [domain]);
}

interface DeclaredColumn extends Partial<PersonalColumn> {
  readonly column: string;
  readonly subject: 'person' | 'member' | 'others' | 'none';
}

function columnsOf(fields: PersonalTable): DeclaredColumn[] {
  const personal = (['person', 'member', 'others'] as const).flatMap((subject) =>
    Object.entries(fields[subject] ?? {}).map(([column, value]) => ({
      column,
      subject,
      ...(typeof value === 'string' ? { kind: value } : value),
    })),
  );
  return [...personal, ...(fields.none ?? []).map((column) => ({ column, subject: 'none' as const }))];
}
