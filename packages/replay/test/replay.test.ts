import { askInvariants, openReplayDatabase, replayTenant } from '../src/replay.ts';
import { renderReport } from '../src/report.ts';
import { DOMAINS } from '../stories/domains.ts';

/** The first of what happens to one tenant; the command plays all of all tenants. */
const SAMPLE = { share: 0.3, whole: ['channels', 'tasks'], emptied: ['product_sku'] };

async function replayOne() {
  const database = await openReplayDatabase(1);
  try {
    const [slug] = [...database.demos.keys()] as [string];
    const replayed = await replayTenant(database, slug, DOMAINS, SAMPLE);
    return { replayed, ...(await askInvariants(database)) };
  } finally {
    await database.drop();
  }
}

test('the stories of a demo tenant, played through functions, come out as the demo has them and keep every rule', async () => {
  const { replayed, asked, breaches } = await replayOne();
  const wrong = replayed.differences.map(({ domain, story, what }) => `${domain}, ${story}: ${what}`);
  expect(wrong).toEqual([]);
  // In the middle of the story as at its end, and of rows that functions have made.
  expect(breaches.map(({ invariant, examples }) => [invariant.domain, invariant.name, examples])).toEqual([]);
  expect(asked).toBeGreaterThan(150);
  expect(replayed.domains.filter(({ rows }) => rows < 10)).toEqual([]);
  const stories = replayed.domains.reduce((sum, domain) => sum + domain.stories, 0);
  expect(stories).toBeGreaterThanOrEqual(900);
  // Every domain is named, and every table of which rows were inserted without a function.
  const report = renderReport([replayed], 10);
  for (const { domain } of DOMAINS) expect(report).toMatch(new RegExp(`^${domain} +\\| +\\d+`, 'm'));
  expect(report).toContain('crm_personal_keys ');
});
