const { default: Sequencer } = require('@jest/test-sequencer');

/** Test files that take longest. One of them begun last would run alone, with every other core idle. */
const LONGEST = [
  'packages/baseline/test/command',
  'apps/runner/test/guides/guides',
  'apps/runner/test/interrupted',
  'apps/runner/test/demo',
  'packages/seed/test/again',
  'packages/prove/test/command',
  'apps/runner/test/distribution-server',
  'packages/seed/test/demo',
  'packages/replay/test/replay',
  'packages/seed/test/command',
  'packages/backup/test/restore-backup',
  'packages/analyze/test/analyze',
  'packages/seed/test/checks',
  'packages/schema-tests/test/merges',
];

/** Jest's own order, which knows how long a file took last time, behind what is known to be long on every machine. */
module.exports = class extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = LONGEST.findIndex((file) => path.split('\\').join('/').endsWith(`/${file}.test.ts`));
      return found === -1 ? LONGEST.length : found;
    };
    return super.sort(tests).sort((one, other) => place(one) - place(other));
  }
};
