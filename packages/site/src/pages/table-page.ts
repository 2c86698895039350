import { type Content, type Html, html } from '../html.ts';
import { layOutNeighborhood } from '../layout/neighborhood-layout.ts';
import type { ColumnEntry, ReferenceEntry, SiteModel, TableEntry } from '../model/site-model.ts';
import { grid, wideGrid } from './grid.ts';
import { type Page, page, rootOf } from './layout-page.ts';
import { linked } from './linked.ts';
import {
  columnAnchor,
  cycleAnchor,
  domainPath,
  functionPath,
  LIFE_CYCLES,
  START,
  tablePath,
} from './paths.ts';
import { pictureSvg } from './picture-svg.ts';
import { neighborhoodPicture } from './pictures.ts';
import {
  capital,
  conditionInWords,
  deleteInWords,
  listed,
  personalInWords,
  policyInWords,
  rolesInWords,
  triggerInWords,
} from './words.ts';

const KINDS: Record<TableEntry['kind'], string> = {
  tenant: 'every row belongs to one tenant, by row level security',
  partitioned: 'every row belongs to one tenant, by row level security; partitioned by months',
  shared: 'shared by all tenants',
  view: 'a view, asked with the rights of whoever reads it',
};

/** The page of a table or view. */
export function tablePage(entry: TableEntry, model: SiteModel): Page {
  const path = tablePath(entry.name);
  const root = rootOf(path);
  return page({
    path,
    title: entry.name,
    trail: [
      { title: 'Domains', path: START },
      { title: entry.domain, path: domainPath(entry.domain) },
    ],
    content: html`<h1><code>${entry.name}</code></h1>
<p class="lead">${linked(entry.comment, model, root)}</p>
<p>${capital(KINDS[entry.kind])}.${
      entry.madeBy !== undefined && html` Made by the migration <code>${entry.madeBy}</code>.`
    }${lifeCycleNote(entry, model, root)}</p>
${neighborhood(entry, model, root)}
<h2 id="columns">Columns</h2>
${columns(entry, model, root)}
${keys(entry)}
${references(entry, model, root)}
${indexes(entry)}
${access(entry)}
${triggers(entry, model, root)}
${functions(entry, model, root)}
${sample(entry, model)}`,
  });
}

function lifeCycleNote(entry: TableEntry, model: SiteModel, root: string): Content {
  return (
    model.lifeCycles.some(({ table }) => table === entry.name) &&
    html` Its status follows <a href="${root}${LIFE_CYCLES}#${cycleAnchor(entry.name)}">a life cycle</a>.`
  );
}

function neighborhood(entry: TableEntry, model: SiteModel, root: string): Content {
  const { picture, leftOut } = neighborhoodPicture(entry, model);
  if (picture.nodes.length < 2) return '';
  const placed = layOutNeighborhood(picture, entry.name);
  return html`<h2 id="neighborhood">Neighborhood</h2>
${pictureSvg(picture, placed, { id: 'neighborhood-picture', label: `Tables that refer to ${entry.name} or that it refers to`, root })}
${leftOut > 0 && html`<p>${leftOut} more tables are listed under <a href="#references">references</a>.</p>`}`;
}

function columns(entry: TableEntry, model: SiteModel, root: string): Html {
  return grid<ColumnEntry>(
    `Columns of ${entry.name}`,
    [
      { title: 'Column', heads: true, cell: ({ name }) => html`<code>${name}</code>` },
      { title: 'Type', cell: ({ type }) => html`<code>${type}</code>` },
      { title: 'Required', cell: requiredInWords },
      { title: 'Meaning', cell: (column) => meaning(column, model, root) },
    ],
    entry.columns,
    ({ name }) => columnAnchor(name),
  );
}

function requiredInWords({ required, generated, identity, expression }: ColumnEntry): string {
  if (generated) return 'computed';
  if (identity) return 'given by the database';
  if (!required) return 'no';
  return expression === null ? 'yes' : 'has a default';
}

function meaning(column: ColumnEntry, model: SiteModel, root: string): Content {
  const { comment, values, expression, generated, target, personal } = column;
  const people = personalInWords(personal);
  return html`${comment !== '' && html`<p>${linked(comment, model, root)}</p>`}${
    values !== undefined &&
    html`<p>One of ${values.map((value, place) => html`${place > 0 && ', '}<code>${value}</code>`)}.</p>`
  }${target !== undefined && html`<p>Refers to ${tableLink(target, model, root)}.</p>`}${
    expression !== null &&
    html`<p>${generated ? 'Computed from' : 'Default'} <code>${plain(expression)}</code>.</p>`
  }${people !== undefined && html`<p class="personal">${people}</p>`}`;
}

/** `'draft'::text` → `'draft'` */
function plain(expression: string): string {
  return expression.replaceAll(/'::(?:text|jsonb|character varying)/g, "'");
}

function keys(entry: TableEntry): Content {
  if (entry.constraints.length === 0) return '';
  const kinds = { primary: 'primary key', unique: 'unique', check: 'check', exclusion: 'excludes' };
  return html`<h2 id="keys">Keys and checks</h2>
${grid(
  `Keys and checks of ${entry.name}`,
  [
    { title: 'Name', heads: true, cell: ({ name }) => html`<code>${name}</code>` },
    { title: 'Kind', cell: ({ kind }) => kinds[kind] },
    {
      title: 'Holds',
      cell: ({ kind, columns: own, definition }) =>
        kind === 'primary' || kind === 'unique'
          ? html`no two rows with the same <code>${own.join(', ')}</code>`
          : html`<code>${plain(definition.replace(/^CHECK \((.*)\)( NOT VALID)?$/s, '$1'))}</code>`,
    },
  ],
  entry.constraints,
)}`;
}

function references(entry: TableEntry, model: SiteModel, root: string): Content {
  const to = (name: string) => tableLink(name, model, root);
  const binding = ({ link }: ReferenceEntry) =>
    link ? 'link, bound when both domains are installed' : 'foreign key';
  const list = (title: string, rows: readonly ReferenceEntry[], other: 'table' | 'target') =>
    rows.length > 0 &&
    html`<h3>${title}</h3>
${grid<ReferenceEntry>(
  title,
  [
    { title: 'Table', heads: true, cell: (each) => to(each[other]) },
    { title: 'By', cell: ({ columns: own }) => html`<code>${own.join(', ')}</code>` },
    { title: 'When what is referred to is deleted, the row', cell: deleteInWords },
    { title: 'Kind', cell: binding },
  ],
  rows,
)}`;
  if (entry.references.length + entry.referredBy.length === 0) return '';
  return html`<h2 id="references">References</h2>
${list(`What ${entry.name} refers to`, entry.references, 'target')}
${list(`What refers to ${entry.name}`, entry.referredBy, 'table')}`;
}

function indexes(entry: TableEntry): Content {
  if (entry.indexes.length === 0) return '';
  return html`<h2 id="indexes">Indexes</h2>
${grid(
  `Indexes of ${entry.name}, beside those of its keys`,
  [
    { title: 'Name', heads: true, cell: ({ name }) => html`<code>${name}</code>` },
    {
      title: 'Over',
      cell: ({ columns: own, method }) =>
        html`<code>${own.join(', ')}</code>${method !== 'btree' && `, ${method}`}`,
    },
    {
      title: 'For',
      cell: ({ unique, condition }) =>
        html`${unique ? 'no two rows alike' : 'looking up'}${condition !== null && html`, of rows where ${conditionInWords(condition)}`}`,
    },
  ],
  entry.indexes,
)}`;
}

function access(entry: TableEntry): Content {
  const client = entry.rights.find(({ role }) => role === 'erp_app')?.rights ?? [];
  const byColumn = entry.columns.filter(({ client_rights: rights }) => rights.length > 0);
  const sentences = [
    ...entry.rights.map(
      ({ role, rights }) => `${capital(rolesInWords([role]))} may ${listed(rights)} on the whole table.`,
    ),
    ...['INSERT', 'UPDATE', 'SELECT'].flatMap((right) => {
      const own = byColumn.filter(
        ({ client_rights: rights }) => rights.includes(right) && !client.includes(right),
      );
      return own.length === 0
        ? []
        : [`The application may ${right} these columns: ${own.map(({ name }) => name).join(', ')}.`];
    }),
  ];
  return html`<h2 id="access">Who may</h2>
<ul>${sentences.map((each) => html`<li>${each}</li>`)}</ul>
${
  entry.policies.length > 0 &&
  grid(
    `Policies of ${entry.name}`,
    [
      { title: 'Policy', heads: true, cell: ({ name }) => html`<code>${name}</code>` },
      { title: 'Whoever is', cell: ({ roles }) => rolesInWords(roles) },
      { title: 'May', cell: policyInWords },
    ],
    entry.policies,
  )
}`;
}

function triggers(entry: TableEntry, model: SiteModel, root: string): Content {
  if (entry.triggers.length === 0) return '';
  return html`<h2 id="triggers">Triggers</h2>
${grid(
  `Triggers of ${entry.name}`,
  [
    { title: 'Trigger', heads: true, cell: ({ name }) => html`<code>${name}</code>` },
    { title: 'Runs', cell: triggerInWords },
    {
      title: 'Does',
      cell: ({ function: called }) => {
        const found = model.functions.get(called);
        return found === undefined
          ? html`<code>${called}</code>`
          : html`<a href="${root}${functionPath(called)}"><code>${called}</code></a>: ${firstSentence(found.forms[0]?.comment ?? '')}`;
      },
    },
  ],
  entry.triggers,
)}`;
}

function functions(entry: TableEntry, model: SiteModel, root: string): Content {
  const all = [...model.functions.values()];
  const writing = all.filter(({ facts }) => facts.changes.has(entry.name));
  const reading = all.filter(({ facts }) => facts.reads.includes(entry.name));
  const list = (title: string, some: typeof all) =>
    some.length > 0 &&
    html`<dt>${title}</dt><dd>${some.map(
      ({ name }, place) =>
        html`${place > 0 && ', '}<a href="${root}${functionPath(name)}"><code>${name}</code></a>`,
    )}</dd>`;
  if (writing.length + reading.length === 0) return '';
  return html`<h2 id="functions">Functions</h2>
<dl>${list('Change it', writing)}${list('Read it', reading)}</dl>`;
}

function sample({ name, sample: rows }: TableEntry, model: SiteModel): Content {
  if (rows === undefined) return '';
  return html`<h2 id="sample">Rows of the demo</h2>
<p>The first ${rows.rows.length} of the tenant ${model.demo?.slug}.</p>
${wideGrid(`Rows of ${name}`, rows.columns, rows.rows)}`;
}

/** The name of a table, as a link where it has a page: those of other schemas do not. */
function tableLink(name: string, model: SiteModel, root: string): Html {
  const code = html`<code>${name}</code>`;
  return model.tables.has(name) ? html`<a href="${root}${tablePath(name)}">${code}</a>` : code;
}

/** The first sentence of a comment. */
export function firstSentence(comment: string): string {
  return /^(?:Trigger: )?(.*?\.)(?=\s|$)/s.exec(comment)?.[1] ?? comment;
}
