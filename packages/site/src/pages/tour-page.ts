import { chartInWords, chartOf } from '../charts/chart.ts';
import { drawChart } from '../charts/draw-chart.ts';
import { type Content, type Html, html } from '../html.ts';
import type { SiteModel } from '../model/site-model.ts';
import type { Answer, TourPerson, TourTenant } from '../model/tour.ts';
import { grid, wideGrid } from './grid.ts';
import { type Page, page } from './layout-page.ts';
import { PERMISSIONS, permissionAnchor, TOUR, tenantAnchor } from './paths.ts';

/** The tour of the demo: its tenants in charts, who is there and what each may do, questions to paste. */
export function tourPage(model: SiteModel): Page {
  const { tour } = model;
  return page({
    path: TOUR,
    title: 'Tour of the demo',
    listed: true,
    content: html`<h1>Tour of the demo</h1>
${
  tour.length === 0
    ? html`<p class="lead">This database has no demo. <code>pnpm demo</code> makes one.</p>`
    : html`<p class="lead">${tour.length} tenants in one database. Each sees its own rows and nothing of the others.</p>
<ul>${tour.map(
        ({ slug, name, locale, timezone, people }) =>
          html`<li><a href="#${tenantAnchor(slug)}">${name}</a>: ${locale}, ${timezone}; ${people[0]?.name} owns it</li>
`,
      )}</ul>
<p>At the end: <a href="#questions">questions to paste</a> into psql.</p>
${tour.map((tenant) => section(tenant, model))}
${questions(tour[0])}`
}`,
  });
}

/** What can be pasted into psql, and what it gives. */
function questions(tenant: TourTenant | undefined): Content {
  const [owner] = tenant?.people ?? [];
  const tables = tenant?.answers.filter(({ question }) => question.form === 'table') ?? [];
  if (tenant === undefined || owner === undefined || tables.length === 0) return '';
  return html`<h2 id="questions">Questions to paste</h2>
<p>Into psql (<code>pnpm db start</code> prints the address of the embedded PostgreSQL). Each enters ${tenant.name} as ${owner.name}, its
${owner.role.toLowerCase()}; another tenant and user from the lists above see what is theirs.</p>
${tables.map(
  ({ question, output, refusal }) => html`<h3 id="question-${question.name}">${question.title}</h3>
<p>${question.about}</p>
<pre tabindex="0"><code>${pasted(question.sql, tenant, owner)}</code></pre>
${output !== undefined && wideGrid(question.title, output.columns, output.rows)}${refused(refusal)}
`,
)}`;
}

function pasted(sql: string, tenant: TourTenant, person: TourPerson): string {
  return `BEGIN;
SET LOCAL ROLE erp_app;
SELECT app.enter_tenant(${tenant.id}, ${person.user});
${sql}
COMMIT;`;
}

function section(tenant: TourTenant, model: SiteModel): Html {
  return html`<h2 id="${tenantAnchor(tenant.slug)}">${tenant.name}</h2>
<p>Tenant ${tenant.id}, <code>${tenant.slug}</code>, ${tenant.locale}, ${tenant.timezone}.</p>
<h3>Charts</h3>
<div class="charts">
${tenant.answers.map((answer) => figure(answer, tenant))}</div>
<h3>People</h3>
${grid(
  `People of ${tenant.name}`,
  [
    { title: 'Name', heads: true, cell: ({ name }) => name },
    { title: 'Role', cell: ({ role }) => role },
    { title: 'May', cell: (person) => may(person, model) },
    {
      title: 'Enters by',
      cell: ({ user }) => html`<code>SELECT app.enter_tenant(${tenant.id}, ${user})</code>`,
    },
  ],
  tenant.people,
)}`;
}

function figure(answer: Answer, tenant: TourTenant): Content {
  const { question, output, refusal } = answer;
  if (question.form === 'table') return '';
  const chart = chartOf(answer);
  const drawing = chart === undefined ? undefined : drawChart(chart);
  return html`<figure class="chart"><h4>${question.title}</h4><p class="about">${question.about}</p>${
    chart !== undefined &&
    drawing !== undefined &&
    html`
<svg viewBox="0 0 ${drawing.width} ${drawing.height}" role="img" aria-label="${chartInWords(chart)}">
${drawing.parts}</svg>`
  }${refused(refusal)}${chart === undefined && refusal === undefined && html`<p>There is nothing to show.</p>`}
<details><summary>Values and query<span class="unseen"> of ${question.title}, ${tenant.name}</span></summary>${
    output !== undefined && wideGrid(`${question.title}, ${tenant.name}: values`, output.columns, output.rows)
  }<pre tabindex="0"><code>${question.sql}</code></pre></details></figure>
`;
}

function refused(refusal: string | undefined): Content {
  return refusal !== undefined && html`<p>The database refuses it: ${refusal}</p>`;
}

/** All that a person may do, told by what is not among it where that is shorter. */
function may({ permissions: held }: TourPerson, model: SiteModel): Content {
  const all = model.permissions.permissions.map(({ key }) => key);
  const without = all.filter((key) => !held.includes(key));
  if (without.length === 0) return `everything: all ${all.length} permissions`;
  const links = (keys: readonly string[]) =>
    keys.map(
      (key, place) =>
        html`${place > 0 && ', '}<a href="${PERMISSIONS}#${permissionAnchor(key)}"><code>${key}</code></a>`,
    );
  const most = without.length < held.length;
  return html`<details><summary>${held.length} of ${all.length} permissions</summary>${
    most ? html`All but ${links(without)}` : links(held)
  }</details>`;
}
