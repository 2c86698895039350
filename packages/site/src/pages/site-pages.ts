import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CHART_LETTERS } from '../charts/draw-chart.ts';
import { openLayoutCache } from '../layout/layout-cache.ts';
import { FONT_FAMILY, LINE_SIZE, TITLE_SIZE } from '../layout/measure.ts';
import type { SiteModel } from '../model/site-model.ts';
import { domainPage } from './domain-page.ts';
import { functionPage } from './function-page.ts';
import type { Page } from './layout-page.ts';
import { lifeCyclesPage } from './life-cycles-page.ts';
import { namesPage } from './names-page.ts';
import { permissionsPage } from './permissions-page.ts';
import { searchEntries } from './search-entries.ts';
import { startPage } from './start-page.ts';
import { tablePage } from './table-page.ts';
import { tourPage } from './tour-page.ts';

/**
 * Writes all files of the site, as texts. The same model gives the same bytes.
 *
 * @param layoutFile where layouts of pictures are kept for the next run.
 */
export async function writeSitePages(model: SiteModel, layoutFile: string): Promise<readonly Page[]> {
  const layouts = openLayoutCache(layoutFile);
  const pages = [await startPage(model, layouts)];
  for (const domain of model.domains) pages.push(await domainPage(domain, model, layouts));
  pages.push(await lifeCyclesPage(model, layouts), permissionsPage(model), namesPage(model), tourPage(model));
  layouts.keep();
  for (const table of model.tables.values()) pages.push(tablePage(table, model));
  for (const each of model.functions.values()) pages.push(functionPage(each, model));
  return [...pages, ...assets(model)];
}

function assets(model: SiteModel): Page[] {
  const own = (name: string) => readFileSync(join(import.meta.dirname, '..', 'assets', name), 'utf8');
  const letters = `\n.picture text, .chart text { font-family: ${FONT_FAMILY}; }\n.picture .title { font-size: ${TITLE_SIZE}px; }\n.picture .line { font-size: ${LINE_SIZE}px; }\n.chart text { font-size: ${CHART_LETTERS}px; }\n`;
  const entries = searchEntries(model).map(({ name, kind, page, text }) => [name, kind, page, text]);
  return [
    { path: 'assets/style.css', text: own('style.css') + letters },
    { path: 'assets/site.js', text: own('site.js') },
    { path: 'assets/minisearch.js', text: searchLibrary() },
    // A script and not JSON: a page that is opened from a file may read no other file.
    { path: 'assets/search-entries.js', text: `window.searchEntries = ${JSON.stringify(entries)};\n` },
  ];
}

/** The library for browsers, without the address of its map, which is not here. */
function searchLibrary(): string {
  const main = createRequire(import.meta.url).resolve('minisearch');
  return readFileSync(join(main, '..', '..', 'umd', 'index.js'), 'utf8').replace(
    /\n\/\/# sourceMappingURL=.*/,
    '',
  );
}
