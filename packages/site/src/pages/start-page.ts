import { html } from '../html.ts';
import type { LayoutCache } from '../layout/layout-cache.ts';
import type { SiteModel } from '../model/site-model.ts';
import { grid } from './grid.ts';
import { type Page, page } from './layout-page.ts';
import { domainPath, LIFE_CYCLES, NAMES, PERMISSIONS, START, TOUR } from './paths.ts';
import { pictureSvg } from './picture-svg.ts';
import { domainsPicture } from './pictures.ts';

/** The start: the domains and how they stand on each other. */
export async function startPage(model: SiteModel, layouts: LayoutCache): Promise<Page> {
  const picture = domainsPicture(model);
  const { domains, tables, functions } = model;
  const count = (name: string) =>
    [...tables.values()].filter(({ domain, kind }) => domain === name && kind !== 'view').length;
  return page({
    path: START,
    title: 'The schema',
    content: html`<h1>The schema</h1>
<p class="lead">${domains.length} domains, ${tables.size} tables and views, ${functions.size} functions.</p>
<p>An arrow leads from a domain to what it depends on; where it gets there by way of another one, it has no arrow of its own.
Dashed arrows are links: foreign keys that are bound when both domains are installed.</p>
${pictureSvg(picture, await layouts.layOut(picture), { id: 'domains', label: 'The domains and what they depend on', root: '' })}
<h2 id="domains-by-name">Domains</h2>
${grid(
  'Domains in the order in which they are installed',
  [
    { title: 'Domain', heads: true, cell: ({ name }) => html`<a href="${domainPath(name)}">${name}</a>` },
    { title: 'Purpose', cell: ({ purpose }) => purpose },
    { title: 'Owner', cell: ({ owner }) => owner },
    { title: 'Tables', cell: ({ name }) => count(name) },
  ],
  domains,
)}
<h2 id="further">Further</h2>
<ul>
<li><a href="${TOUR}">Tour of the demo</a>: its tenants in charts, who is there and what each may do, questions to paste</li>
<li><a href="${PERMISSIONS}">Permissions</a>: what each role starts with, and which tables ask for it</li>
<li><a href="${LIFE_CYCLES}">Life cycles</a>: how a status moves</li>
<li><a href="${NAMES}">All names</a>: every table, column, function and permission</li>
</ul>`,
  });
}
