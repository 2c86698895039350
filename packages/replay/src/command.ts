/**
 * Plays the stories of all demo tenants: `pnpm --filter @erp/replay replay`. Ends with 1 where something differs, or where
 * what came of it breaks a rule of the business.
 *
 *   --tenants 1              fewer demo tenants
 *   --tenant harvest-table   this one alone; said more than once, these
 *   --most 200               kinds of differences that are listed of a domain
 */
import { parseArgs } from 'node:util';
import { DOMAINS } from '../stories/domains.ts';
import { askInvariants, openReplayDatabase, replayTenant } from './replay.ts';
import { renderInvariants, renderReport, summarize } from './report.ts';

const { values } = parseArgs({
  options: {
    tenants: { type: 'string', default: '4' },
    tenant: { type: 'string', multiple: true },
    most: { type: 'string', default: '20' },
  },
});

const database = await openReplayDatabase(Number(values.tenants));
try {
  const slugs = values.tenant ?? [...database.demos.keys()];
  const unknown = slugs.filter((slug) => !database.demos.has(slug));
  if (unknown.length > 0)
    throw new Error(
      `No such demo tenant: ${unknown.join(', ')}. There are ${[...database.demos.keys()].join(', ')}.`,
    );
  const replays = [];
  for (const slug of slugs) {
    console.error(`Playing ${slug} …`);
    const replayed = await replayTenant(database, slug, DOMAINS);
    console.error(summarize(replayed));
    replays.push(replayed);
  }
  console.log(renderReport(replays, Number(values.most)));
  const answer = await askInvariants(database);
  console.log(renderInvariants(answer));
  const differs = replays.some((each) => each.differences.length > 0);
  if (differs || answer.breaches.length > 0) process.exitCode = 1;
} finally {
  await database.drop();
}
