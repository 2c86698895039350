import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { CHROMIUM, CHROMIUM_ARGUMENTS } from '@erp/test-database/chromium';
import { inDomain } from '@erp/testing/in-domain';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { openShop, type Shop } from './shop.ts';

const inBrowser = CHROMIUM === undefined ? test.skip : test; // Each title says what it needs.
const needs = CHROMIUM === undefined ? ' (needs Chromium, e.g. apt-get install chromium)' : '';

const { database, a, b } = inDomain('fulfilment');
let shop: Shop;
let browser: Browser;
/** What the browser complained of, and what it asked for beyond the office. */
const complaints: string[] = [];

beforeAll(async () => {
  if (CHROMIUM === undefined) {
    process.stderr.write('Skipped, needs Chromium: the office in a browser\n');
    return;
  }
  shop = await openShop(database, a, b);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS });
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

/** A person at a browser of their own. */
async function person(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(0);
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(shop.url)) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(shop.url);
  return page;
}

/** Goes from field to field by the Tab key until one of that name is reached. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press('Tab');
    const reached = await page.evaluate<string>(
      '(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()',
    );
    if (reached === name) return;
  }
  throw new Error(`The Tab key does not lead to ${name}.`);
}

/** Presses a button and waits for the page that it leads to. */
async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

async function fill(page: Page, name: string, value: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(value);
}

const text = (page: Page, part = 'main') => page.locator(part).textContent();

inBrowser(`an order is made, placed, paid, shipped and refunded by the keyboard alone${needs}`, async () => {
  const page = await person();
  await press(page, 'Owner of a');
  await fill(page, 'SKU', 'R-1');
  await fill(page, 'Pieces', '2');
  await press(page, 'New order');
  expect(await text(page)).toMatch(/Draft.*draft, unpaid\s+100\.00 EUR.*Ring & Co/s);
  await press(page, 'Place');
  expect(await text(page)).toMatch(/ORD-.*pending, unpaid\s+100\.00 EUR, open 100\.00/s);
  await press(page, 'Record payment');
  await press(page, 'Confirm');
  await press(page, 'Ship all');
  expect(await text(page)).toMatch(/shipped, paid\s+100\.00 EUR, open 0\.00/);
  await fill(page, 'Reason', 'Scratched');
  await fill(page, 'Amount', '40');
  await press(page, 'Refund');
  expect(await text(page)).toMatch(/refund\s.*40\.00/s);
  const number = await text(page, 'h1');
  await press(page, 'Orders');
  await press(page, number ?? '');
  expect(await text(page, 'h1')).toBe(number);
});

inBrowser(`who belongs to two tenants goes from one to the other${needs}`, async () => {
  const page = await person();
  await page.getByRole('button', { name: 'Owner of a' }).first().click();
  expect(await text(page)).toContain('ORD-');
  await page.getByRole('button', { name: 'Go to Tenant B' }).click();
  expect(await text(page, 'header')).toContain('of Tenant B');
  expect(await text(page)).not.toContain('ORD-');
});

inBrowser(`a viewer is told that they may not, and goes back${needs}`, async () => {
  const page = await person();
  await page
    .locator('form', { has: page.locator(`button[value="${shop.viewer.ownerId}"]`) })
    .locator('button')
    .click();
  await page.getByLabel('SKU').fill('R-1');
  await page.getByRole('button', { name: 'New order' }).click();
  expect(await text(page)).toMatch(/Not done.*orders\.write/s);
  await page.getByRole('link', { name: 'Back to the orders' }).click();
  expect(await text(page, 'h1')).toBe('Orders');
});

inBrowser.each(['light', 'dark'] as const)(
  `in %s colors axe finds nothing, and nothing is wider than a phone${needs}`,
  async (colorScheme) => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const page = await person({ colorScheme, viewport: { width: 360, height: 700 }, bypassCSP: true });
    const found: string[] = [];
    const look = async (name: string) => {
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > 360) found.push(`${name} is ${width} wide`);
      await page.evaluate(axe);
      const { violations } = (await page.evaluate('axe.run()')) as {
        violations: { id: string; nodes: { html: string }[] }[];
      };
      for (const { id, nodes } of violations) found.push(`${name}: ${id} ${nodes[0]?.html.slice(0, 150)}`);
    };
    await look('sign-in');
    await page.getByRole('button', { name: 'Owner of a' }).first().click();
    await look('orders');
    await page.getByRole('link', { name: /^ORD-/ }).first().click();
    await look('an order');
    await page.goBack();
    await page.getByLabel('SKU').fill('there is none');
    await page.getByRole('button', { name: 'New order' }).click();
    await look('a refusal');
    await page.goto(`${shop.url}/nowhere`);
    await look('no page');
    expect(found).toEqual([]);
  },
);

inBrowser(`the browser had nothing to complain of, and asked nobody else${needs}`, () => {
  // A refusal is an answer with a status of its own, which the browser notes.
  expect(complaints.filter((each) => !/status of 40[34]/.test(each))).toEqual([]);
});
