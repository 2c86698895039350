import { Problem } from './problem.ts';

/** What happens to the referring row when the row that it points at goes. */
export type LinkDelete = 'CASCADE' | 'SET NULL' | 'NO ACTION';

/** A link as a domain writes it in `links.ts`. */
export interface LinkFields {
  /** The referring column of one of the domain's own tables: `'crm_leads.order_id'`. */
  readonly from: string;
  /** The column that it points at: `'orders.id'`. */
  readonly to: string;
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
 * @throws {Problem} `link_malformed` when `from` or `to` is not `table.column`, or `because` is empty.
 */
export function link(fields: LinkFields): Link {
  if (fields.because.trim() === '') {
    throw new Problem({
      code: 'link_malformed',
      message: `The link ${fields.from} → ${fields.to} does not say why it is a link.`,
      hint: 'Give `because` one sentence, e.g. "Orders depend on crm, so crm cannot depend on orders."',
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

function column(reference: string): { table: string; column: string } {
  const match = /^([a-z_][a-z0-9_]*)\.([a-z_][a-z0-9_]*)$/.exec(reference);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new Problem({
      code: 'link_malformed',
      message: `"${reference}" is not a column that a link can name.`,
      hint: "Write it as 'table.column', e.g. 'crm_leads.order_id'.",
    });
  }
  return { table: match[1], column: match[2] };
}
