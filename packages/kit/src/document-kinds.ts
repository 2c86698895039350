import type { Knex } from 'knex';

/** A kind of document that a domain numbers. */
export interface DocumentKind {
  /** Lower snake case, e.g. `order`. */
  readonly kind: string;
  /** What a document of the kind is, for people. */
  readonly name: string;
  /** Stands before the number in sequences that are made on first use, e.g. `ORD-`. */
  readonly prefix: string;
  /** Whoever holds one of these draws a number. */
  readonly permissions: readonly [string, ...string[]];
}

/**
 * Makes the kinds of documents known that a domain numbers with `app.next_document_number`; those that it no longer
 * names are forgotten, sequences that tenants have of them stay. Idempotent.
 */
export async function registerDocumentKinds(
  knex: Knex,
  domain: string,
  kinds: readonly DocumentKind[],
): Promise<void> {
  const names = kinds.map(({ kind }) => kind);
  await knex('sys_document_kinds').where({ domain }).whereNotIn('kind', names).delete();
  if (kinds.length === 0) return;
  await knex('sys_document_kinds')
    .insert(kinds.map((each) => ({ ...each, permissions: [...each.permissions], domain })))
    .onConflict('kind')
    .merge(['name', 'prefix', 'permissions'])
    .whereRaw(
      'sys_document_kinds.domain = excluded.domain AND (sys_document_kinds.name, sys_document_kinds.prefix,' +
        ' sys_document_kinds.permissions) IS DISTINCT FROM (excluded.name, excluded.prefix, excluded.permissions)',
    );
}

/** The inverse of `registerDocumentKinds`: forgets every kind of the domain. */
export async function withdrawDocumentKinds(knex: Knex, domain: string): Promise<void> {
  await registerDocumentKinds(knex, domain, []);
}
