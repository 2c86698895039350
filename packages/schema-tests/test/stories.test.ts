import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';
import { type Cast, hire } from '../stories/cast.ts';
import { story as channels } from '../stories/channels.ts';
import { story as crm } from '../stories/crm.ts';
import { story as fulfilment } from '../stories/fulfilment.ts';
import { story as logs } from '../stories/logs.ts';
import { story as marketing } from '../stories/marketing.ts';
import { story as omnichannel } from '../stories/omnichannel.ts';
import { story as orders } from '../stories/orders.ts';
import { story as products } from '../stories/products.ts';
import { story as sms } from '../stories/sms.ts';
import { story as system } from '../stories/system.ts';
import { story as tasks } from '../stories/tasks.ts';
import { story as workforce } from '../stories/workforce.ts';

const STORIES = [
  system,
  channels,
  crm,
  products,
  orders,
  fulfilment,
  tasks,
  marketing,
  omnichannel,
  sms,
  workforce,
  logs,
];

let database: TestDatabase;
let cast: Cast;
let domains: readonly string[];

beforeAll(async () => {
  domains = (await testWorkspace()).domains.map(({ name }) => name);
  // Named, so that every invariant of every domain is asked of what the stories leave behind.
  database = await migratedDatabase({ domains });
  cast = await hire(database, database.tenants.a);
});
afterAll(() => database.drop());

test('every domain has a story', () => {
  expect(STORIES.map(({ domain }) => domain).sort()).toEqual([...domains].sort());
});

test('docs/modules.md says what each of them is about', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'modules.md'), 'utf8');
  const missing = STORIES.filter(({ domain, title }) => {
    const file = `stories/${domain}.ts`;
    return !page.includes(`| ${domain} | ${title} | [${file}](../packages/schema-tests/${file}) |`);
  });
  expect(missing.map(({ domain }) => domain)).toEqual([]);
});

test.each(STORIES.map((story) => [story.domain, story.title, story] as const))(
  '%s: %s',
  (_domain, _title, story) => story.tell(cast),
);
