import { openReplayDatabase, type Replayed, replayTenant } from '../src/replay.ts';
import { renderReport } from '../src/report.ts';
import { DOMAINS } from '../stories/domains.ts';
import { UNSETTLED } from '../stories/unsettled.ts';

/** One tenant; the command plays all of them. */
async function replayOne(): Promise<Replayed> {
  const database = await openReplayDatabase(1);
  try {
    const [slug] = [...database.demos.keys()] as [string];
    return await replayTenant(database, slug, DOMAINS);
  } finally {
    await database.drop();
  }
}

test('the stories of a demo tenant, played through functions, come out as the demo has them', async () => {
  const replayed = await replayOne();
  const wrong = replayed.differences.filter(({ domain }) => UNSETTLED[domain] === undefined);
  expect(wrong.map(({ domain, story, what }) => `${domain}, ${story}: ${what}`)).toEqual([]);
  expect(replayed.domains.filter(({ stories }) => stories === 0)).toEqual([]);
  expect(replayed.domains.reduce((sum, { stories }) => sum + stories, 0)).toBeGreaterThanOrEqual(300);
  // Every domain is named, and every table of which rows were inserted without a function.
  const report = renderReport([replayed], 10);
  for (const { domain } of DOMAINS) expect(report).toMatch(new RegExp(`^${domain} +\\| +\\d+`, 'm'));
  expect(report).toContain('crm_personal_keys 180');
});
