/**
 * Makes the pictures of the documents anew: `pnpm --filter @erp/site pictures`. A demo is made on a throw-away database
 * that ends on the day on which demos of tests end, so the plots are the same on every machine. Pictures of the site need
 * Chromium, and are left as they are without it.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import { CHROMIUM, CHROMIUM_ARGUMENTS } from '@erp/test-database/chromium';
import { runErp } from '@erp/test-database/run-erp';
import { emptyDatabase } from '@erp/testing/database';
import { chromium } from 'playwright-core';
import { chartOf } from '../src/charts/chart.ts';
import { plotSvg } from '../src/charts/plot-svg.ts';
import { readTour, type TourTenant } from '../src/model/tour.ts';
import { terminalSvg } from './terminal-svg.ts';

/** Questions whose answers are plotted. */
const PLOTS = [
  'order-hours',
  'order-weekdays',
  'order-values',
  'repeat-customers',
  'product-ranks',
  'lead-funnel',
];
const SITE_PICTURES = [
  { name: 'site-tour.png', page: 'tour.html', height: 900 },
  { name: 'site-domains.png', page: 'index.html', height: 900 },
];

const root = findWorkspaceRoot(import.meta.dirname);
const site = mkdtempSync(join(tmpdir(), 'site-pictures-'));
const database = await emptyDatabase();
try {
  const demo = await runErp(root, database.settings, ['demo', '--out', site]);
  if (demo.code !== 0) throw new Error(demo.stderr);
  const { order, byName } = await discoverDomains(root);
  const domains = order.domains.flatMap((name) => byName.get(name) ?? []);
  writePlots(await readTour(await database.session(), domains));
  write('docs/pictures', 'terminal.svg', terminalSvg('npx --yes pnpm@12 demo', shortened(demo.stdout)));
  await takePictures();
} finally {
  await database.drop();
  rmSync(site, { recursive: true, force: true });
}

function writePlots(tenants: readonly TourTenant[]): void {
  for (const name of PLOTS) {
    const panels = tenants.flatMap((tenant) => {
      const answer = tenant.answers.find(({ question }) => question.name === name);
      const chart = answer === undefined ? undefined : chartOf(answer);
      return chart === undefined ? [] : [{ name: tenant.name, chart }];
    });
    if (panels.length !== tenants.length) throw new Error(`Not every tenant answers ${name}.`);
    write('docs/demo', `${name}.svg`, plotSvg(panels));
  }
}

/** What the demo prints: of the domains and tenants one each, without the seconds and what can be pasted. */
function shortened(printed: string): string[] {
  const lines = printed.replaceAll(site, 'site').trimEnd().split('\n');
  const from = (beginning: RegExp, after = 0) =>
    lines.findIndex((line, place) => place >= after && beginning.test(line));
  const orders = from(/^orders /);
  const total = from(/^\d+ domains/);
  const tenants = from(/^Tenants/);
  return [
    lines[from(/^domain /)] ?? '',
    '…',
    ...lines.slice(orders, from(/^\S/, orders + 1)),
    '…',
    ...lines.slice(total, total + 2),
    ...lines.slice(tenants, from(/^ {2}tenant /, tenants + 2)),
    '  …',
    '',
    ...lines.slice(from(/^Look at it/), from(/^In psql/)),
    ...lines.slice(from(/^The tenants in charts/)),
  ];
}

async function takePictures(): Promise<void> {
  if (CHROMIUM === undefined) {
    console.log('There is no Chromium, so the pictures of the site stay as they are.');
    return;
  }
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS });
  for (const { name, page, height } of SITE_PICTURES) {
    const opened = await browser.newPage({ viewport: { width: 1280, height }, colorScheme: 'light' });
    await opened.goto(pathToFileURL(join(site, page)).href);
    write('docs/pictures', name, await opened.screenshot());
  }
  await browser.close();
}

function write(folder: string, name: string, content: string | Buffer): void {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, name), content);
  console.log(`${folder}/${name}: ${Math.ceil(content.length / 1024)} kB`);
}
