/**
 * How planning grows: workspaces of 100 to 1,000 packages with 100 migrations each, ordered and planned against an
 * empty and a full ledger. Prints the median of five runs, and time per migration as a ratio of the smallest.
 */

import { planMigrations } from '../src/plan/plan.ts';
import type { DomainPackage } from '../src/project/domain-package.ts';
import { orderSteps } from '../src/project/order.ts';
import { type Project, projectOf } from '../src/project/project.ts';
import type { MigrationStep } from '../src/steps/step.ts';

const MIGRATIONS = 100;

function workspaceOf(packages: number): Project {
  const name = (i: number) => `d${String(i).padStart(4, '0')}`;
  const domains = Array.from({ length: packages }, (_, i): DomainPackage => {
    const migrations = Array.from({ length: MIGRATIONS }, (_each, n): MigrationStep => {
      const step = `${name(i)}/${String(n + 1).padStart(4, '0')}_step`;
      return {
        kind: 'migration',
        name: step,
        domain: name(i),
        file: step,
        checksum: step,
        after: [],
        transactional: true,
      };
    });
    // Up to five earlier packages, spread so that chains are long and wide.
    const dependencies = [
      ...new Set([i - 1, i >> 1, i - 7, i - 31, i - 97].filter((each) => each >= 0 && each < i)),
    ].map(name);
    return {
      name: name(i),
      directory: name(i),
      packageName: name(i),
      fromPackage: false,
      dependencies,
      definition: { name: name(i), purpose: '', owner: '' },
      tables: new Map(),
      migrations,
      functions: [],
      reference: undefined,
      links: [],
    };
  });
  return projectOf('', domains);
}

function median(work: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[2] ?? 0;
}

console.log('packages  migrations   fresh ms   full ms   per migration, ratio');
let first = 0;
for (const packages of [100, 250, 500, 1000]) {
  const workspace = workspaceOf(packages);
  const rows = orderSteps(workspace.domains).steps.map((step, i) => ({
    id: i + 1,
    name: step.name,
    batch: 1,
    checksum: step.checksum,
  }));
  const plan = (ledger: { exists: boolean; rows: typeof rows }) =>
    median(() => void planMigrations(projectOf('', workspace.domains), ledger));
  const fresh = plan({ exists: false, rows: [] });
  const full = plan({ exists: true, rows });
  const each = (fresh + full) / (packages * MIGRATIONS);
  first ||= each;
  console.log(
    `${String(packages).padStart(8)}${String(packages * MIGRATIONS).padStart(12)}${fresh.toFixed(0).padStart(11)}${full.toFixed(0).padStart(10)}${(each / first).toFixed(2).padStart(12)}`,
  );
}
