import type { SiteModel } from '../model/site-model.ts';
import {
  columnAnchor,
  cycleAnchor,
  domainPath,
  functionPath,
  LIFE_CYCLES,
  PERMISSIONS,
  permissionAnchor,
  TOUR,
  tablePath,
  tenantAnchor,
} from './paths.ts';

/** Something that can be found. */
export interface SearchEntry {
  readonly name: string;
  readonly kind:
    | 'domain'
    | 'table'
    | 'view'
    | 'function'
    | 'permission'
    | 'life cycle'
    | 'demo tenant'
    | 'column';
  /** From the root of the site. */
  readonly page: string;
  readonly text: string;
}

/** Everything that the site tells of, by kind and name. */
export function searchEntries(model: SiteModel): readonly SearchEntry[] {
  const tables = [...model.tables.values()];
  return [
    ...model.domains.map(
      ({ name, purpose }): SearchEntry => ({ name, kind: 'domain', page: domainPath(name), text: purpose }),
    ),
    ...tables.map(
      ({ name, kind, comment }): SearchEntry => ({
        name,
        kind: kind === 'view' ? 'view' : 'table',
        page: tablePath(name),
        text: comment,
      }),
    ),
    ...[...model.functions.values()].map(
      ({ name, forms }): SearchEntry => ({
        name,
        kind: 'function',
        page: functionPath(name),
        text: forms[0]?.comment ?? '',
      }),
    ),
    ...model.permissions.permissions.map(
      ({ key, name }): SearchEntry => ({
        name: key,
        kind: 'permission',
        page: `${PERMISSIONS}#${permissionAnchor(key)}`,
        text: name,
      }),
    ),
    ...model.lifeCycles.map(
      ({ table, called, statuses }): SearchEntry => ({
        name: called,
        kind: 'life cycle',
        page: `${LIFE_CYCLES}#${cycleAnchor(table)}`,
        text: statuses.join(', '),
      }),
    ),
    ...model.tour.map(
      ({ slug, name, people }): SearchEntry => ({
        name,
        kind: 'demo tenant',
        page: `${TOUR}#${tenantAnchor(slug)}`,
        text: people.map((each) => each.name).join(', '),
      }),
    ),
    ...tables.flatMap(({ name: table, columns }) =>
      columns.map(
        ({ name, comment, values }): SearchEntry => ({
          name: `${table}.${name}`,
          kind: 'column',
          page: `${tablePath(table)}#${columnAnchor(name)}`,
          text: [comment, ...(values ?? [])].join(' ').trim(),
        }),
      ),
    ),
  ];
}
