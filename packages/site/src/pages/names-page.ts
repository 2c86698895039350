import { html } from '../html.ts';
import type { SiteModel } from '../model/site-model.ts';
import { type Page, page } from './layout-page.ts';
import { columnAnchor, NAMES, tablePath } from './paths.ts';
import { searchEntries } from './search-entries.ts';

/** Every name with its page, for those who read rather than type. */
export function namesPage(model: SiteModel): Page {
  const entries = searchEntries(model).filter(({ kind }) => kind !== 'column');
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  const columns = new Map<string, string[]>();
  for (const { name, columns: own } of model.tables.values())
    for (const column of own) columns.set(column.name, [...(columns.get(column.name) ?? []), name]);
  return page({
    path: NAMES,
    title: 'All names',
    content: html`<h1>All names</h1>
${kinds.map(
  (kind) => html`<h2 id="${kind.replaceAll(' ', '-')}">${PLURALS[kind] ?? kind}</h2>
<ul class="names">${entries
    .filter((each) => each.kind === kind)
    .map(
      ({ name, page: to }) => html`<li><a href="${to}">${name}</a></li>
`,
    )}</ul>
`,
)}
<h2 id="columns">Columns</h2>
<ul>${[...columns]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([name, tables]) => html`<li><code>${name}</code>: ${
          tables.length > 20
            ? `in ${tables.length} tables`
            : tables.map(
                (table, place) =>
                  html`${place > 0 && ', '}<a href="${tablePath(table)}#${columnAnchor(name)}">${table}</a>`,
              )
        }</li>
`,
      )}</ul>`,
  });
}

const PLURALS: Record<string, string> = {
  domain: 'Domains',
  table: 'Tables',
  view: 'Views',
  function: 'Functions',
  permission: 'Permissions',
  'life cycle': 'Life cycles',
  'demo tenant': 'Tenants of the demo',
};
