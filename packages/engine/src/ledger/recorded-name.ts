/** Every kind of step. */
export type StepKind = 'migration' | 'function' | 'reference' | 'link';

/** The kind of a recorded name; the name says it, so the ledger needs no column for it. */
export function kindOfName(name: string): StepKind {
  if (name.includes('/functions/')) return 'function';
  if (name.includes('/links/')) return 'link';
  return name.endsWith('/reference') ? 'reference' : 'migration';
}

/** The number of a migration's recorded name: 7 of `crm/0007_leads`. */
export function numberOfName(name: string): number {
  return Number(/\/(\d+)_/.exec(name)?.[1] ?? 0);
}

/** The domain of a recorded name: `crm` of `crm/0007_leads`. */
export function domainOfName(name: string): string {
  const slash = name.indexOf('/');
  return slash < 0 ? '' : name.slice(0, slash);
}

/** The recorded name of a migration, by its file's name without extension. */
export function migrationName(domain: string, stem: string): string {
  return `${domain}/${stem}`;
}

/** The recorded name of a function file, by its name without extension. */
export function functionName(domain: string, stem: string): string {
  return `${domain}/functions/${stem}`;
}

/** The recorded name of a domain's reference data. */
export function referenceName(domain: string): string {
  return `${domain}/reference`;
}

/** The end of a link that refers. */
export interface ReferringColumn {
  readonly table: string;
  readonly column: string;
}

/** The recorded name of a link. */
export function linkName(domain: string, { table, column }: ReferringColumn): string {
  return `${domain}/links/${table}.${column}`;
}

/** What a recorded link name says: `crm_leads` and `order_id` of `crm/links/crm_leads.order_id`. */
export function referringColumn(name: string): ReferringColumn {
  const [table = '', column = ''] = (name.split('/links/')[1] ?? '').split('.');
  return { table, column };
}
