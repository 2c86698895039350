import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CHROMIUM, CHROMIUM_ARGUMENTS } from '@erp/test-database/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type SiteFile, writeSite } from '../src/files.ts';
import type { SiteModel } from '../src/model/site-model.ts';
import { tourPage } from '../src/pages/tour-page.ts';
import { type ServedSite, serveSite } from '../src/server.ts';
import { type DescribedDatabase, describedDatabase } from './described-database.ts';

/** One of each kind of page, the one with the most on it. */
const PAGES = [
  'index.html',
  'domains/marketing.html',
  'tables/orders.html',
  'functions/place_order.html',
  'permissions.html',
  'life-cycles.html',
  'names.html',
  'tour.html',
];

const inBrowser = CHROMIUM === undefined ? test.skip : test; // Each title says what it needs.
const needs = CHROMIUM === undefined ? ' (needs Chromium, e.g. apt-get install chromium)' : '';

let described: DescribedDatabase;
let files: readonly SiteFile[];
let browser: Browser;
let site: ServedSite;
let page: Page;
let folder: string;
/** What the browser complained of, and what it asked for beyond the site. */
const complaints: string[] = [];

beforeAll(async () => {
  if (CHROMIUM === undefined) {
    process.stderr.write('Skipped, needs Chromium: the site in a browser\n');
    return;
  }
  described = await describedDatabase();
  files = described.files.map((each) =>
    each.path === 'tour.html' ? tourPage(withAnswers(described.model)) : each,
  );
  folder = mkdtempSync(join(tmpdir(), 'site-browser-'));
  writeSite(folder, files);
  site = await serveSite(files);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS });
  page = await open();
});
afterAll(async () => {
  if (CHROMIUM === undefined) return;
  await browser?.close();
  await site?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  await described?.drop();
});

/** The tenant has no orders: what the charts show is put in their place, with a name that is too long for them. */
function withAnswers(model: SiteModel): SiteModel {
  const rows = ['A category with a long name', 'Tea', '<Gifts>', 'お茶'].map((name, place) => [
    name,
    `${place * 1234}`,
  ]);
  const output = { columns: ['label', 'value'], rows };
  const tour = model.tour.map((tenant) => ({
    ...tenant,
    answers: tenant.answers.map((answer) => ({ ...answer, output })),
  }));
  return { ...model, tour };
}

async function open(options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  const made = await browser.newPage({ viewport: { width: 1400, height: 900 }, ...options });
  made.setDefaultTimeout(0);
  made.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  made.on('pageerror', (error) => complaints.push(error.message));
  made.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(site.url) && !/^(?:file|data):/.test(url)) complaints.push(`asked for ${url}`);
  });
  return made;
}

inBrowser(`no text in a picture is wider than its box, and no boxes overlap${needs}`, async () => {
  const wide: string[] = [];
  for (const { path, text } of files) {
    if (
      !/^(?:index|life-cycles|tour|domains\/\w+|tables\/(?:orders|sys_tenants|product|mkt_promotions))\.html$/.test(
        path,
      )
    )
      continue;
    expect(text).toContain('<svg');
    await page.goto(site.url + path);
    const found = await page.evaluate<string[]>(MISFITS);
    wide.push(...found.map((each) => `${path}: ${each}`));
  }
  expect(wide).toEqual([]);
});

/** Runs in the browser, whose types are not those of the rest. */
const MISFITS = `[...document.querySelectorAll('.picture svg')].flatMap((svg) => {
  const boxes = [...svg.querySelectorAll('.box')].map((box) => ({
    name: box.querySelector('.title').textContent,
    place: box.querySelector('rect').getBoundingClientRect(),
    texts: [...box.querySelectorAll('text')].map((text) => text.getBoundingClientRect()),
  }));
  const leaving = boxes
    .filter(({ place, texts }) =>
      texts.some(({ left, right, bottom }) => left < place.left || right > place.right || bottom > place.bottom + 1))
    .map(({ name }) => 'a text leaves ' + name);
  const over = boxes.flatMap(({ name, place: a }, at) =>
    boxes.slice(at + 1)
      .filter(({ place: b }) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((other) => name + ' lies on ' + other.name));
  return [...leaving, ...over];
}).concat([...document.querySelectorAll('.chart svg')].flatMap((svg) => {
  const edge = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')]
    .filter((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      return left < edge.left - 1 || right > edge.right + 1 || top < edge.top - 1 || bottom > edge.bottom + 1;
    })
    .map((text) => 'a text leaves its chart: ' + text.textContent);
}))`;

/** Light and dark differ in their colors alone, so the dark is asked about nothing else. */
inBrowser.each([
  ['light', "axe.run({ resultTypes: ['violations'] })"],
  ['dark', "axe.run({ resultTypes: ['violations'], runOnly: ['color-contrast'] })"],
] as const)(`axe finds nothing in the %s${needs}`, async (colorScheme, run) => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const shown = await open({ colorScheme, bypassCSP: true });
  const all: string[] = [];
  for (const path of PAGES) {
    await shown.goto(site.url + path);
    await shown.evaluate(SHORTEN);
    await shown.evaluate(axe);
    const found = (await shown.evaluate(run)) as {
      violations: { id: string; nodes: { html: string }[] }[];
    };
    for (const { id, nodes } of found.violations) all.push(`${path}: ${id} ${nodes[0]?.html.slice(0, 150)}`);
  }
  await shown.close();
  expect(all).toEqual([]);
});

/** The seventh of a list is like the ones before it, and each costs axe its time. What is folded is opened. */
const SHORTEN = `for (const list of document.querySelectorAll('main, ul, ol, tbody, dl, dd, td, p, .picture svg, .chart svg, .charts'))
  [...list.children].slice(list.matches('main') ? 30 : 6).forEach((line) => line.remove());
for (const folded of document.querySelectorAll('details')) folded.open = true;`;

inBrowser(`nothing is wider than a phone but what can be moved by itself${needs}`, async () => {
  const phone = await open({ viewport: { width: 360, height: 700 } });
  for (const path of PAGES) {
    await phone.goto(site.url + path);
    const width = await phone.evaluate<number>('document.documentElement.scrollWidth');
    expect([path, width]).toEqual([path, 360]);
  }
  await phone.close();
});

inBrowser(
  `on paper nothing is wider than the page, and what can only be clicked is not there${needs}`,
  async () => {
    const paper = await open({ viewport: { width: 720, height: 1000 } });
    await paper.emulateMedia({ media: 'print' });
    for (const path of [...PAGES, 'tables/vendors.html']) {
      await paper.goto(site.url + path);
      const [width, top] = await paper.evaluate<[number, string]>(
        "[document.documentElement.scrollWidth, getComputedStyle(document.querySelector('.top')).display]",
      );
      expect([path, width, top]).toEqual([path, 720, 'none']);
    }
    await paper.close();
  },
);

inBrowser(`everything is found by the keyboard alone, from a file${needs}`, async () => {
  const file = await open();
  await file.goto(pathToFileURL(join(folder, 'tables', 'vendors.html')).href);
  for (const [typed, name] of [
    ['place_order', 'app.place_order'],
    ['order_items', 'order_items'],
    ['marketing', 'marketing'],
  ] as const) {
    await file.keyboard.press('/');
    await file.keyboard.type(typed);
    await file.locator('#found li a', { hasText: typed }).first().waitFor();
    await file.keyboard.press('ArrowDown');
    await file.keyboard.press('Enter');
    await file.locator('h1', { hasText: name }).waitFor();
    expect(await file.locator('h1').textContent()).toBe(name);
  }
  await file.keyboard.press('/');
  await file.keyboard.type('zzzz');
  await file.locator('#count', { hasText: 'Nothing found.' }).waitFor();
  await file.keyboard.press('Escape');
  expect(await file.locator('#found').isVisible()).toBe(false);
  await file.close();
});

inBrowser(`a picture is gone through by the keyboard${needs}`, async () => {
  await page.goto(`${site.url}domains/orders.html`);
  await page.locator('figure.picture').nth(1).focus();
  await page.keyboard.press('Tab');
  const name = await page.evaluate<string>("document.activeElement.querySelector('.title').textContent");
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.url}tables/${name}.html`);
});

inBrowser(`the search finds every name${needs}`, async () => {
  await page.goto(`${site.url}index.html`);
  await page.locator('#search').focus();
  await page.evaluate('search.then(() => true)');
  await page.locator('#search').fill('orders');
  await page.locator('#found li a').first().waitFor();
  const lost = await page.evaluate(`search.then((engine) => window.searchEntries
    .map(([name]) => name)
    .filter((name) => !engine.search(name.toLowerCase()).some((each) => each.name === name)))`);
  expect(lost).toEqual([]);
});

inBrowser(`the browser had nothing to complain of, and asked nobody else${needs}`, () => {
  expect(complaints).toEqual([]);
});
