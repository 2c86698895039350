import { type Content, type Html, html } from '../html.ts';
import type { LayoutCache } from '../layout/layout-cache.ts';
import type { DomainEntry, FunctionEntry, SiteModel, TableEntry } from '../model/site-model.ts';
import { grid } from './grid.ts';
import { type Page, page, rootOf } from './layout-page.ts';
import {
  cycleAnchor,
  domainPath,
  functionPath,
  LIFE_CYCLES,
  PERMISSIONS,
  permissionAnchor,
  START,
  tablePath,
} from './paths.ts';
import { pictureSvg } from './picture-svg.ts';
import { aggregatePicture, overviewPicture } from './pictures.ts';
import { firstSentence } from './table-page.ts';

/** The page of a domain. */
export async function domainPage(domain: DomainEntry, model: SiteModel, layouts: LayoutCache): Promise<Page> {
  const path = domainPath(domain.name);
  const root = rootOf(path);
  const tables = [...model.tables.values()].filter((each) => each.domain === domain.name);
  const functions = [...model.functions.values()].filter((each) => each.domain === domain.name);
  const inner = (each: FunctionEntry) =>
    !each.forms.some(({ executed_by: roles }) => roles.includes('erp_app'));
  return page({
    path,
    title: domain.name,
    trail: [{ title: 'Domains', path: START }],
    content: html`<h1>${domain.name}</h1>
<p class="lead">${domain.purpose}</p>
<p>Owner: ${domain.owner}. ${around(domain, root)}</p>
${await overview(domain, tables, layouts, root)}
${await aggregates(domain, model, layouts, root)}
<h2 id="tables">Tables</h2>
${tableGrid(domain, tables, root)}
${functionGrid(
  'functions',
  'Functions that the application calls',
  functions.filter((each) => !inner(each)),
  root,
)}
${functionGrid('inner-functions', 'Functions inside', functions.filter(inner), root)}
${more(domain, model, root)}`,
  });
}

function around({ dependsOn, linksTo }: DomainEntry, root: string): Html {
  const links = (names: readonly string[]) =>
    names.map((name, place) => html`${place > 0 && ', '}<a href="${root}${domainPath(name)}">${name}</a>`);
  return html`${dependsOn.length === 0 ? 'Depends on no other domain.' : html`Depends on ${links(dependsOn)}.`}${
    linksTo.length > 0 && html` Linked to ${links(linksTo)}.`
  }`;
}

async function overview(
  domain: DomainEntry,
  tables: readonly TableEntry[],
  layouts: LayoutCache,
  root: string,
): Promise<Content> {
  if (domain.aggregates.length < 2) return '';
  const picture = overviewPicture(domain, tables);
  return html`<h2 id="overview">Overview</h2>
<p>By names: tables that are told together stand in one box. References to tenants and members are left out of all pictures.</p>
${pictureSvg(picture, await layouts.layOut(picture), { id: 'overview-picture', label: `Tables of ${domain.name} by names`, root })}`;
}

async function aggregates(
  domain: DomainEntry,
  model: SiteModel,
  layouts: LayoutCache,
  root: string,
): Promise<Content> {
  const figures: Html[] = [];
  for (const { root: name, title, tables } of domain.aggregates) {
    const picture = aggregatePicture(tables, model);
    const id = `picture-${name}`;
    figures.push(html`<h3 id="${id}">${title}</h3>
${pictureSvg(picture, await layouts.layOut(picture), { id: `${id}-svg`, label: `${title}: ${tables.join(', ')}`, root })}
`);
  }
  return html`<h2 id="pictures">Pictures</h2>
<p>With their keys. Grey boxes belong elsewhere; dashed arrows are links. A box leads to its table.</p>
${figures}`;
}

function tableGrid(domain: DomainEntry, tables: readonly TableEntry[], root: string): Html {
  return grid(
    `Tables of ${domain.name}`,
    [
      {
        title: 'Table',
        heads: true,
        cell: ({ name }) => html`<a href="${root}${tablePath(name)}"><code>${name}</code></a>`,
      },
      { title: 'One row is', cell: ({ comment }) => comment },
      { title: 'Kind', cell: ({ kind }) => kind },
      { title: 'Columns', cell: ({ columns }) => columns.length },
    ],
    tables,
  );
}

function functionGrid(id: string, title: string, functions: readonly FunctionEntry[], root: string): Content {
  if (functions.length === 0) return '';
  return html`<h2 id="${id}">${title}</h2>
${grid(
  title,
  [
    {
      title: 'Function',
      heads: true,
      cell: ({ name }) => html`<a href="${root}${functionPath(name)}"><code>${name}</code></a>`,
    },
    { title: 'What it does', cell: ({ forms }) => firstSentence(forms[0]?.comment ?? '') },
  ],
  functions,
)}`;
}

function more(domain: DomainEntry, model: SiteModel, root: string): Content {
  const permissions = model.permissions.permissions.filter((each) => each.domain === domain.name);
  const cycles = model.lifeCycles.filter(({ table }) => model.tables.get(table)?.domain === domain.name);
  if (permissions.length + cycles.length === 0) return '';
  return html`<h2 id="more">Permissions and life cycles</h2>
<dl>${
    permissions.length > 0 &&
    html`<dt>Permissions</dt><dd>${permissions.map(
      ({ key }, place) =>
        html`${place > 0 && ', '}<a href="${root}${PERMISSIONS}#${permissionAnchor(key)}"><code>${key}</code></a>`,
    )}</dd>`
  }${
    cycles.length > 0 &&
    html`<dt>Life cycles</dt><dd>${cycles.map(
      ({ table, called }, place) =>
        html`${place > 0 && ', '}<a href="${root}${LIFE_CYCLES}#${cycleAnchor(table)}">${called}</a>`,
    )}</dd>`
  }</dl>`;
}
