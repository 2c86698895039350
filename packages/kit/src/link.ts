import { isDomainName } from './domain-name.ts';
import { Problem } from './problem.ts';
import { shown, unknownFields } from './unknown-fields.ts';

/** What happens to the referring row when the row that it points at goes. */
export type LinkDelete = 'CASCADE' | 'SET NULL' | 'NO ACTION';

/** A column as a link names it: `'orders.id'`. */
export type ColumnName = `${string}.${string}`;

/** A link as a domain writes it in `links.ts`. */
export interface LinkFields {
  /** The referring column of one of the domain's own tables: `'crm_leads.order_id'`. */
  readonly from: ColumnName;
  /** The column that it points at: `'orders.id'`. */
  readonly to: ColumnName;
  /** The domain that owns the table in `to`. */
  readonly domain: string;
  readonly onDelete: LinkDelete;
  /** One sentence: why this is a link and not a dependency. */
  readonly because: string;
}

/** A deferred foreign key between two tenant tables of different domains. */
export interface Link {
  readonly from: { readonly table: string; readonly column: string };
  readonly to: { readonly table: string; readonly column: string };
  readonly domain: string;
  readonly onDelete: LinkDelete;
  readonly because: string;
}

/**
 * Declares a foreign key that is bound when both domains are there, so that neither has to depend on the other.
 *
 * The key is composite, `(tenant_id, column) REFERENCES table (tenant_id, column)`, like every reference
 * between tenant tables. The migration that creates the column also creates its index.
 *
 * @throws {Problem} `link_malformed` with everything that is wrong with the fields, whatever types were told.
 */
export function link(fields: LinkFields): Link {
  const faults = [
    ...unknownFields(fields, FIELDS),
    ...columnFaults('from', fields.from),
    ...columnFaults('to', fields.to),
    ...(isDomainName(fields.domain) ? [] : [`domain is ${shown(fields.domain)}, which cannot name a domain`]),
    ...(DELETE.includes(fields.onDelete) ? [] : [deleteFault(fields.onDelete)]),
    ...(typeof fields.because === 'string' && fields.because.trim() !== ''
      ? []
      : [`because is ${shown(fields.because)} and has to say why this is a link and not a dependency`]),
  ];
  if (faults.length > 0) {
    throw new Problem({
      code: 'link_malformed',
      message: `The link ${String(fields.from)} → ${String(fields.to)} cannot be used: ${faults.join('; ')}.`,
      hint: `A link is: link({ from: 'crm_leads.order_id', to: 'orders.id', domain: 'orders', onDelete: 'SET NULL', because: 'Orders depend on crm.' })`,
    });
  }
  return {
    from: column(fields.from),
    to: column(fields.to),
    domain: fields.domain,
    onDelete: fields.onDelete,
    because: fields.because,
  };
}

const FIELDS = ['from', 'to', 'domain', 'onDelete', 'because'];
const DELETE: readonly unknown[] = ['CASCADE', 'SET NULL', 'NO ACTION'] satisfies LinkDelete[];
const COLUMN = /^([a-z_][a-z0-9_]*)\.([a-z_][a-z0-9_]*)$/;

function columnFaults(field: 'from' | 'to', value: unknown): string[] {
  if (typeof value === 'string' && COLUMN.test(value)) return [];
  return [`${field} is ${shown(value)} and has to be 'table.column', e.g. 'crm_leads.order_id'`];
}

function deleteFault(value: unknown): string {
  return `onDelete is ${shown(value)} and has to be one of ${DELETE.join(', ')}`;
}

function column(reference: ColumnName): { table: string; column: string } {
  const [table = '', name = ''] = reference.split('.');
  return { table, column: name };
}
