import { type Html, html } from '../html.ts';
import type { LayoutCache } from '../layout/layout-cache.ts';
import type { LifeCycle } from '../model/life-cycles.ts';
import type { SiteModel } from '../model/site-model.ts';
import { type Page, page } from './layout-page.ts';
import { linked } from './linked.ts';
import { cycleAnchor, LIFE_CYCLES, tablePath } from './paths.ts';
import { pictureSvg } from './picture-svg.ts';
import { cyclePicture } from './pictures.ts';
import { capital } from './words.ts';

/** Every life cycle as a diagram of its statuses. */
export async function lifeCyclesPage(model: SiteModel, layouts: LayoutCache): Promise<Page> {
  const figures: Html[] = [];
  for (const cycle of model.lifeCycles) {
    const picture = cyclePicture(cycle);
    const id = cycleAnchor(cycle.table);
    figures.push(html`<h2 id="${id}">${capital(cycle.called)}</h2>
<p>In <a href="${tablePath(cycle.table)}"><code>${cycle.table}</code></a>. ${linked(cycle.instead, model, '')}</p>
${pictureSvg(picture, await layouts.layOut(picture), { id: `${id}-picture`, label: pathsInWords(cycle), root: '' })}
<details><summary>In words</summary><ul>${cycle.statuses.map((status) => html`<li>${inWords(cycle, status)}</li>`)}</ul></details>
`);
  }
  return page({
    path: LIFE_CYCLES,
    title: 'Life cycles',
    content: html`<h1>Life cycles</h1>
<p class="lead">Where a status may go from each status. The database refuses what has no arrow; one with two tips goes both ways.</p>
${figures}`,
  });
}

function inWords({ paths }: LifeCycle, status: string): Html {
  const next = paths.filter(({ from }) => from === status).map(({ to }) => to);
  return next.length === 0
    ? html`<code>${status}</code> is an end`
    : html`<code>${status}</code> leads to ${next.map((to, place) => html`${place > 0 && ', '}<code>${to}</code>`)}`;
}

function pathsInWords({ called, statuses, paths }: LifeCycle): string {
  return `Statuses of ${called}: ${statuses.length}, with ${paths.length} paths`;
}
