import type { Link } from '@erp/kit/link';

/** The name of the foreign key that a link makes. */
export function constraintOf(link: Pick<Link, 'from'>): string {
  return `fk_${link.from.table}_${link.from.column}`;
}

/** The statement that binds a link; with `notValid`, rows that are there already are not looked at. */
export function bindLink(link: Link, notValid: boolean): string {
  const { from, to } = link;
  return (
    `ALTER TABLE ${from.table} ADD CONSTRAINT ${constraintOf(link)} ` +
    `FOREIGN KEY (tenant_id, ${from.column}) REFERENCES ${to.table} (tenant_id, ${to.column})${deleteRule(link)}` +
    (notValid ? ' NOT VALID' : '')
  );
}

/** The statement that checks the rows that were there before the link was bound. */
export function validateLink(link: Link): string {
  return `ALTER TABLE ${link.from.table} VALIDATE CONSTRAINT ${constraintOf(link)}`;
}

/** The inverse of `bindLink`. */
export function unbindLink(link: Pick<Link, 'from'>): string {
  return `ALTER TABLE ${link.from.table} DROP CONSTRAINT ${constraintOf(link)}`;
}

/** A query for the orphan rows of a link: they point at no row. */
export function orphanRows(link: Link, select: string): string {
  const { from, to } = link;
  return (
    `SELECT ${select} FROM ${from.table} AS referring WHERE referring.${from.column} IS NOT NULL AND NOT EXISTS ` +
    `(SELECT FROM ${to.table} AS target WHERE target.tenant_id = referring.tenant_id AND target.${to.column} = referring.${from.column})`
  );
}

/** The referring column of a recorded link name: `crm_leads.order_id` of `crm/links/crm_leads.order_id`. */
export function referringColumn(name: string): { from: { table: string; column: string } } {
  const [table = '', column = ''] = (name.split('/links/')[1] ?? '').split('.');
  return { from: { table, column } };
}

function deleteRule(link: Link): string {
  // SET NULL must leave tenant_id alone; deferrable, so that erasing a tenant can put the check off.
  const rules = {
    'NO ACTION': '',
    CASCADE: ' ON DELETE CASCADE',
    'SET NULL': ` ON DELETE SET NULL (${link.from.column})`,
  };
  return `${rules[link.onDelete]} DEFERRABLE INITIALLY IMMEDIATE`;
}
