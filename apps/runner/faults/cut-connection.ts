import { discoverDomains } from '@erp/engine/project';
import { installDomains } from '@erp/scratch/install';
import type { ScratchWorkspace } from '@erp/test-database/scratch-workspace';
import type { Cut } from '@erp/test-database/statement-log';
import { emptyDatabase } from '@erp/testing/database';
import { everyKindOfStep } from './every-kind-of-step.ts';
import { ask, cutsOf, inSession, preparedBy, publish, survives, type Trial, workOn } from './survives.ts';

/** Cuts in a small workspace with every kind of step. */
export interface CutsInSmall {
  /** Says of a trial which cuts these are. */
  readonly where: string;
  readonly concerns: (statements: readonly string[]) => readonly Cut[];
  /** So many points there are at least, of each of the trials in their order. */
  readonly least: readonly [number, number, number, number];
}

/** Tests that whatever loses its connection at one of these cuts is finished by the next run. */
export function cutConnection({ where, concerns, least }: CutsInSmall): void {
  let scratch: ScratchWorkspace;
  beforeAll(() => {
    scratch = everyKindOfStep();
  });
  afterAll(() => {
    scratch.remove();
    publish();
  });
  const { up, down } = workOn(() => scratch.root);
  const installed = preparedBy(up);
  /** One of the two domains, with rows in the table that the link comes from. */
  const filled = preparedBy(async (settings) => {
    await inSession(settings, async (session) =>
      installDomains(session, await discoverDomains(scratch.root), ['crm']),
    );
    await ask({ settings }, 'INSERT INTO leads SELECT 1, n FROM generate_series(1, 10) n');
  });

  test.each<[string, Trial, number]>([
    [
      'a migrate is finished by the next one',
      {
        what: 'migrate with a function, a link and CONCURRENTLY',
        prepare: emptyDatabase,
        work: up,
        finish: up,
      },
      least[0],
    ],
    [
      'so is one that binds a link to a table with rows',
      { what: 'binding a link to a table with rows', prepare: filled, work: up, finish: up },
      least[1],
    ],
    [
      'a rollback is finished by the next one',
      { what: 'rollback of the same', prepare: installed, work: down, finish: down },
      least[2],
    ],
    [
      'after a rollback, migrating finishes as well',
      { what: 'rollback of the same, then migrate', prepare: installed, work: down, finish: up },
      least[3],
    ],
  ])('%s', async (_title, trial, expected) => {
    const { points } = await survives({ ...trial, what: `wire, ${trial.what}: ${where}` }, () =>
      cutsOf(trial.prepare, trial.work, Number.POSITIVE_INFINITY, concerns),
    );
    expect(points).toBeGreaterThanOrEqual(expected);
  });
}
