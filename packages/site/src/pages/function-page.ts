import { type Content, html } from '../html.ts';
import type { CatalogFunction } from '../model/catalog.ts';
import { isForServices } from '../model/examples.ts';
import type { Change, FunctionFacts } from '../model/function-facts.ts';
import type { FunctionEntry, SiteModel } from '../model/site-model.ts';
import { conditionShown } from './conditions.ts';
import { grid, wideGrid } from './grid.ts';
import { type Page, page, rootOf } from './layout-page.ts';
import { linked } from './linked.ts';
import { domainPath, functionPath, PERMISSIONS, permissionAnchor, START, tablePath } from './paths.ts';
import { capital, listed, rolesInWords, triggerInWords } from './words.ts';

/** The page of a function. */
export function functionPage(entry: FunctionEntry, model: SiteModel): Page {
  const path = functionPath(entry.name);
  const root = rootOf(path);
  return page({
    path,
    title: `app.${entry.name}`,
    trail: [
      { title: 'Domains', path: START },
      { title: entry.domain, path: domainPath(entry.domain) },
    ],
    content: html`<h1><code>app.${entry.name}</code></h1>
${entry.forms.map(
  (form) => html`<pre tabindex="0"><code>${signature(form)}</code></pre>
<p class="lead">${linked(form.comment, model, root)}</p>
`,
)}
<h2 id="access">Who may</h2>
${access(entry, model, root)}
${callingIt(entry)}
${example(entry, model)}
${changes(entry.facts, root)}
${raises(entry.facts)}
${triggers(entry, root)}
${relations(entry, model, root)}`,
  });
}

/** Long lists of arguments are written one on a line. */
function signature({ name, arguments: given, result }: CatalogFunction): string {
  const line = `app.${name}(${given}) → ${result}`;
  return line.length <= 80 ? line : `app.${name}(\n  ${argumentsOf(given).join(',\n  ')}\n) → ${result}`;
}

/** Splits a list at the commas that stand outside brackets and texts. */
function argumentsOf(given: string): string[] {
  const parts = given.match(/(?:'(?:[^']|'')*'|\([^()]*\)|\[[^\]]*\]|[^,'([\]])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function access({ forms, facts }: FunctionEntry, model: SiteModel, root: string): Content {
  const roles = [...new Set(forms.flatMap((form) => form.executed_by))].filter(
    (role) => role !== 'erp_definer',
  );
  const known = facts.permissions.filter((key) =>
    model.permissions.permissions.some((each) => each.key === key),
  );
  const trigger = forms.every((form) => form.is_trigger);
  return html`<p>${
    roles.length > 0
      ? `${capital(rolesInWords(roles))} may call it.`
      : trigger
        ? 'Nobody calls it: triggers do.'
        : 'Nobody calls it directly: other functions of the schema do.'
  }${forms.some(({ definer }) => definer) && ' It works with the rights of its owner and checks the caller itself.'}</p>
${
  known.length > 0 &&
  html`<p>It asks for permissions, itself or in what it calls: ${known.map(
    (key, place) =>
      html`${place > 0 && ', '}<a href="${root}${PERMISSIONS}#${permissionAnchor(key)}"><code>${key}</code></a>`,
  )}.</p>`
}`;
}

/** A call to start from, with a value of the right type for everything that has to be given. */
function callingIt({ forms }: FunctionEntry): Content {
  const form = forms.find(
    ({ executed_by: roles, is_trigger: trigger }) => roles.includes('erp_app') && !trigger,
  );
  if (form === undefined) return '';
  const given = argumentsOf(form.arguments).filter((each) => !/ DEFAULT |^OUT |^TABLE /.test(each));
  const values = given.map((each) => {
    const [, name = '', type = ''] = /^(?:INOUT |VARIADIC )?(\S+) (.+)$/.exec(each) ?? [];
    return /^VARIADIC/.test(each)
      ? `VARIADIC ${name} => ${placeholder(type)}`
      : `${name} => ${placeholder(type)}`;
  });
  const star = /^(SETOF|TABLE)/.test(form.result) ? 'SELECT * FROM' : 'SELECT';
  return html`<h2 id="call">How to call it</h2>
<pre tabindex="0"><code>BEGIN;
SELECT app.enter_tenant($tenant, $user);
${star} app.${form.name}(${values.join(', ')});
COMMIT;</code></pre>`;
}

function placeholder(type: string): string {
  if (type.endsWith('[]')) return `'{}'`;
  return PLACEHOLDERS.find(([form]) => form.test(type))?.[1] ?? `'…'`;
}

const PLACEHOLDERS: readonly (readonly [RegExp, string])[] = [
  [/^(bigint|integer|smallint)/, '1'],
  [/^numeric/, '1.00'],
  [/^boolean/, 'true'],
  [/^jsonb?/, `'{}'`],
  [/^date/, 'current_date'],
  [/^timestamp/, 'now()'],
  [/^interval/, `'1 day'`],
];

function example({ example: told, forms }: FunctionEntry, model: SiteModel): Content {
  if (told === undefined) return '';
  return html`<h2 id="example">Example</h2>
<pre tabindex="0"><code>${told.sql}</code></pre>
${told.notRun !== undefined && html`<p>It is not run here: ${told.notRun}</p>`}${
  told.output !== undefined &&
  html`<p>${forms.some(isForServices) ? 'As a service, outside any tenant' : `As the owner of the demo tenant ${model.demo?.slug}`}, it gives${told.output.rows.length === 0 ? ' nothing.' : ':'}</p>
${told.output.rows.length > 0 && wideGrid('What the example gives', told.output.columns, told.output.rows)}`
}${told.refusal !== undefined && html`<p>The database refuses it: ${told.refusal}</p>`}`;
}

function changes({ changes: own, changesBelow: below }: FunctionFacts, root: string): Content {
  if (own.size + below.size === 0) return '';
  const rows = [
    ...[...own].map(([table, how]) => ({ table, how, by: 'itself' })),
    ...[...below].map(([table, how]) => ({ table, how, by: 'by what it calls' })),
  ];
  return html`<h2 id="changes">What it changes</h2>
${grid<{ table: string; how: readonly Change[]; by: string }>(
  'Tables that it changes',
  [
    {
      title: 'Table',
      heads: true,
      cell: ({ table }) => html`<a href="${root}${tablePath(table)}"><code>${table}</code></a>`,
    },
    { title: 'Does', cell: ({ how }) => listed(how) },
    { title: 'Where', cell: ({ by }) => by },
  ],
  rows,
)}
<p>Read from the text of the functions; what their triggers change beyond that stands with the tables.</p>`;
}

function raises({ raises: own, raisesBelow: below }: FunctionFacts): Content {
  if (own.length + below.length === 0) return '';
  return html`<h2 id="raises">What it raises</h2>
${
  own.length > 0 &&
  grid(
    'Errors that it raises',
    [
      {
        title: 'SQLSTATE',
        heads: true,
        cell: ({ condition }) => html`<code>${conditionShown(condition)}</code>`,
      },
      { title: 'Message', cell: ({ message }) => message },
    ],
    own,
  )
}${below.length > 0 && html`<p>What it calls may raise: ${below.map((each, place) => html`${place > 0 && ', '}<code>${conditionShown(each)}</code>`)}.</p>`}`;
}

function triggers({ triggers: all }: FunctionEntry, root: string): Content {
  if (all.length === 0) return '';
  return html`<h2 id="triggers">Triggers that call it</h2>
${grid(
  'Triggers that call it',
  [
    {
      title: 'Table',
      heads: true,
      cell: ({ table }) => html`<a href="${root}${tablePath(table)}"><code>${table}</code></a>`,
    },
    { title: 'Trigger', cell: ({ name }) => html`<code>${name}</code>` },
    { title: 'Runs', cell: triggerInWords },
  ],
  all,
)}`;
}

function relations(entry: FunctionEntry, model: SiteModel, root: string): Content {
  const callers = [...model.functions.values()].filter(({ facts }) => facts.calls.includes(entry.name));
  const list = (title: string, names: readonly string[], pathOf: (name: string) => string) =>
    names.length > 0 &&
    html`<dt>${title}</dt><dd>${names.map(
      (name, place) => html`${place > 0 && ', '}<a href="${root}${pathOf(name)}"><code>${name}</code></a>`,
    )}</dd>`;
  const { reads, calls } = entry.facts;
  const others = calls.filter((name) => name !== entry.name && model.functions.has(name));
  if (callers.length + reads.length + others.length === 0) return '';
  return html`<h2 id="relations">What it stands on</h2>
<dl>${list('Reads', reads, tablePath)}${list('Calls', others, functionPath)}${list(
    'Called by',
    callers.map(({ name }) => name).filter((name) => name !== entry.name),
    functionPath,
  )}</dl>`;
}
