import { type Content, html } from '../html.ts';
import type { SiteModel } from '../model/site-model.ts';
import { grid } from './grid.ts';
import { type Page, page } from './layout-page.ts';
import { domainPath, functionPath, PERMISSIONS, permissionAnchor, tablePath } from './paths.ts';

/** Permissions by roles, and what asks for them. */
export function permissionsPage(model: SiteModel): Page {
  const { permissions, roles, open, concerned } = model.permissions;
  const domains = [...new Set(permissions.map(({ domain }) => domain))];
  return page({
    path: PERMISSIONS,
    title: 'Permissions',
    content: html`<h1>Permissions</h1>
<p class="lead">What the roles of a new tenant start with. A tenant changes them; the owner keeps all.</p>
<p>A permission is asked once per transaction, when a tenant is entered. Reading follows writing: whoever may write a table
reads it.</p>
${domains.map((domain) => {
  const own = permissions.filter((each) => each.domain === domain);
  return html`<h2 id="${domain}"><a href="${domainPath(domain)}">${domain}</a></h2>
${grid<(typeof own)[number]>(
  `Permissions of ${domain}`,
  [
    { title: 'Permission', heads: true, cell: ({ key }) => html`<code>${key}</code>` },
    { title: 'Lets', cell: ({ name }) => name },
    ...roles.map((role) => ({
      title: role,
      cell: ({ roles: starting }: (typeof own)[number]) =>
        starting.includes(role)
          ? html`<span class="yes" role="img" aria-label="yes">●</span>`
          : html`<span class="unseen">no</span>`,
    })),
    { title: 'Asked by', cell: ({ key, reads, writes }) => askedBy(key, reads, writes, model) },
  ],
  own,
  ({ key }) => permissionAnchor(key),
)}
`;
})}
<h2 id="open">What every member reads</h2>
<dl>${open.map(({ domain, tables }) => html`<dt>${domain}</dt><dd>${links(tables)}</dd>`)}</dl>
<h2 id="concerned">What members see by what concerns them</h2>
<p>Further policies narrow these to the own rows, or to whoever holds a permission besides: ${links(concerned)}.</p>`,
  });
}

function askedBy(
  key: string,
  reads: readonly string[],
  writes: readonly string[],
  model: SiteModel,
): Content {
  const functions = [...model.functions.values()].filter(
    ({ facts, forms }) =>
      facts.permissions.includes(key) && forms.some(({ executed_by: roles }) => roles.includes('erp_app')),
  );
  const parts: Content[] = [];
  if (reads.length > 0) parts.push(html`<p>Reading: ${links(reads)}</p>`);
  if (writes.length > 0) parts.push(html`<p>Writing: ${links(writes)}</p>`);
  if (functions.length > 0)
    parts.push(
      html`<p>Functions: ${functions.map(
        ({ name }, place) =>
          html`${place > 0 && ', '}<a href="${functionPath(name)}"><code>${name}</code></a>`,
      )}</p>`,
    );
  if (reads.length + writes.length + functions.length < 8) return parts;
  return html`<details><summary>${reads.length + writes.length} tables, ${functions.length} functions</summary>${parts}</details>`;
}

function links(tables: readonly string[]): Content {
  return tables.map(
    (name, place) => html`${place > 0 && ', '}<a href="${tablePath(name)}"><code>${name}</code></a>`,
  );
}
