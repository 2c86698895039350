import { compareLines, divideSchemas, schemasOf, takeFingerprint } from '@erp/engine/catalog';
import type { Finding } from '../rule.ts';
import type { SchemaRule } from '../schema-rule.ts';

const ID = '0056';

/** See docs/rules/0056_drift.md */
export const rule: SchemaRule = {
  id: ID,
  name: 'drift',
  title: 'The live schema is what the migrations make',
  level: 'error',
  needs: 'withScratch',
  async find(session, { withScratch, remember = (_what, make) => make() }) {
    if (withScratch === undefined) return [];
    const present = await schemasOf(session);
    const { made, ours } = await remember(`drift ${JSON.stringify([...present])}`, () =>
      withScratch(async (scratch) => {
        // Schemas of other tools are theirs to change, and so is what a platform has instead of our stand-in.
        const { ours } = divideSchemas(present, await schemasOf(scratch));
        return { ours, made: await takeFingerprint(scratch, ours) };
      }),
    );
    const live = await takeFingerprint(session, ours);
    if (live.hash === made.hash) return [];
    const difference = compareLines(made.lines, live.lines);
    return [
      // An extension more is as little ours as its schema; what it puts into our tables is.
      ...difference.extra.filter((line) => !line.startsWith('extension ')).map((line) => extra(line)),
      ...difference.missing.map((line) => missing(line)),
    ];
  },
};

function extra(line: string): Finding {
  return {
    rule: ID,
    key: `extra: ${line.trim()}`,
    message: `This database has what no migration makes: ${line.trim()}`,
    remediation: 'Take it back, or write a migration that makes it: pnpm new migration <domain> "…"',
  };
}

function missing(line: string): Finding {
  return {
    rule: ID,
    key: `missing: ${line.trim()}`,
    message: `This database lacks what the migrations make: ${line.trim()}`,
    remediation: 'Bring it back, or write a migration that takes it away: pnpm new migration <domain> "…"',
  };
}
