/** Pages of things, from the root of the site. */
export const START = 'index.html';
export const PERMISSIONS = 'permissions.html';
export const LIFE_CYCLES = 'life-cycles.html';
export const NAMES = 'names.html';
export const TOUR = 'tour.html';

/** The page of a domain. */
export function domainPath(name: string): string {
  return `domains/${name}.html`;
}

/** The page of a table. */
export function tablePath(name: string): string {
  return `tables/${name}.html`;
}

/** The page of a function. */
export function functionPath(name: string): string {
  return `functions/${name}.html`;
}

/** The place of a column on the page of its table. */
export function columnAnchor(name: string): string {
  return `column-${name}`;
}

/** The place of a permission on the page of permissions. */
export function permissionAnchor(key: string): string {
  return `permission-${key.replaceAll('.', '-')}`;
}

/** The place of a life cycle on the page of life cycles. */
export function cycleAnchor(table: string): string {
  return `cycle-${table}`;
}

/** The place of a tenant on the page of the tour. */
export function tenantAnchor(slug: string): string {
  return `tenant-${slug}`;
}
