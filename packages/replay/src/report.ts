import type { Difference } from './compare.ts';
import type { askInvariants, Replayed } from './replay.ts';

/** What came of one tenant, in a line: told as soon as it is played, because the next one takes its time. */
export function summarize({ slug, domains, differences }: Replayed): string {
  const stories = domains.reduce((sum, domain) => sum + domain.stories, 0);
  return `${slug}: ${stories} stories, ${differences.length} differences`;
}

/** How many rules of the business were asked, and which are broken, with their first rows. */
export function renderInvariants({ asked, breaches }: Awaited<ReturnType<typeof askInvariants>>): string {
  const lines = breaches.map(({ invariant, count, examples }) => {
    const found = examples.map((each) => `tenant ${each.tenant}, ${each.key}: ${each.found}`);
    return `  ${invariant.domain}/${invariant.name}: ${count} rows; ${found.join('; ')}`;
  });
  return ['', `Rules of the business: ${asked} asked of all rows, ${breaches.length} broken`, ...lines].join(
    '\n',
  );
}

/** The table of a replay, what was inserted by plain statements, and the differences of each domain by their kinds. */
export function renderReport(replays: readonly Replayed[], most: number): string {
  const lines: string[] = [];
  const domains = [...new Set(replays.flatMap((each) => each.domains.map(({ domain }) => domain)))];
  const rows = domains.map((domain) => {
    const of = replays.flatMap((each) => each.domains.filter((row) => row.domain === domain));
    const sum = (pick: (row: (typeof of)[number]) => number) =>
      of.reduce((total, row) => total + pick(row), 0);
    const differences = replays.flatMap((each) => each.differences).filter((each) => each.domain === domain);
    return [
      domain,
      sum((row) => row.stories),
      sum((row) => row.rows),
      sum((row) => row.columns),
      sum((row) => row.given),
      differences.length,
    ];
  });
  const total = [1, 2, 3, 4, 5].map((column) => rows.reduce((sum, row) => sum + Number(row[column]), 0));
  lines.push(
    ...table([
      ['domain', 'stories', 'rows compared', 'columns compared', 'as inserted', 'differences'],
      ...rows,
      ['all', ...total],
    ]),
  );
  lines.push('', `Calls of functions: ${counts(replays.map((each) => each.calls))}`);
  lines.push(
    '',
    `Rows that no function writes, inserted as an application does: ${counts(replays.map((each) => each.inserted))}`,
  );
  const untold = counts(replays.map((each) => each.untold));
  if (untold !== '0') lines.push('', `Rows that no story tells of: ${untold}`);
  for (const replay of replays) {
    for (const domain of domains) {
      const found = replay.differences.filter((each) => each.domain === domain);
      if (found.length > 0)
        lines.push('', `${replay.slug}, ${domain}: ${found.length} differences`, ...listed(found, most));
    }
  }
  return lines.join('\n');
}

/** Differences of one kind are told once, with how many there are and the first of them. */
function listed(differences: readonly Difference[], most: number): string[] {
  const kinds = new Map<string, { first: Difference; count: number }>();
  for (const each of differences) {
    const kind = each.what.replace(/\d+/g, '#').slice(0, 60);
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, { first: each, count: 1 });
    else known.count += 1;
  }
  const lines = [...kinds.values()].map(
    ({ first, count }) => `  ${count} × ${first.story === '' ? '' : `${first.story}: `}${first.what}`,
  );
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most), `  … and ${lines.length - most} kinds more`];
}

function table(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column]).length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? String(cell).padEnd(widths[column] ?? 0) : String(cell).padStart(widths[column] ?? 0),
      )
      .join(' | '),
  );
}

function counts(maps: readonly ReadonlyMap<string, number>[]): string {
  const sums = new Map<string, number>();
  for (const map of maps) for (const [name, count] of map) sums.set(name, (sums.get(name) ?? 0) + count);
  const total = [...sums.values()].reduce((sum, count) => sum + count, 0);
  const listed = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`);
  return total === 0 ? '0' : `${total} (${listed.join(', ')})`;
}
