import { join, relative } from 'node:path';
import { Problem } from '@erp/kit/problem';
import type { DomainPackage } from './domain-package.ts';
import { Graph } from './graph.ts';

/** An entry of a package.json: one domain needs another. */
interface Arrow {
  readonly from: DomainPackage;
  readonly to: DomainPackage;
}

/**
 * Reports each circle of dependencies once: drawn, with the entries that make it and the one to take out.
 *
 * @returns whether an entry is part of a reported circle; then it is wrong, and nothing else is to be derived from it.
 */
export function checkCircles(
  root: string,
  domains: readonly DomainPackage[],
  report: (problem: Problem) => void,
): (from: string, to: string) => boolean {
  const byName = new Map(domains.map((domain) => [domain.name, domain]));
  const dependents = new Map<string, number>();
  for (const name of domains.flatMap(({ dependencies }) => dependencies))
    dependents.set(name, (dependents.get(name) ?? 0) + 1);
  const found = new Map<string, number>();
  const graph = Graph.of(new Map(domains.map(({ name, dependencies }) => [name, dependencies])));
  graph.circles().forEach((circle, number) => {
    const members = circle.flatMap((name) => byName.get(name) ?? []);
    const arrows = members.map((from, i) => ({ from, to: members[(i + 1) % members.length] ?? from }));
    for (const { name } of members) found.set(name, number);
    report(circleProblem(root, arrows, wrongArrow(arrows, dependents)));
  });
  return (from, to) => found.has(from) && found.get(from) === found.get(to);
}

/**
 * The entry to take out: one whose reference is a link already; else that of the domain that most others need, which
 * is the most basic one and points the wrong way.
 */
function wrongArrow(arrows: readonly Arrow[], dependents: ReadonlyMap<string, number>): Arrow | undefined {
  const linked = arrows.find(isLinked);
  if (linked !== undefined) return linked;
  const needed = ({ from }: Arrow) => dependents.get(from.name) ?? 0;
  return arrows.reduce<Arrow | undefined>(
    (best, arrow) => (best === undefined || needed(arrow) > needed(best) ? arrow : best),
    undefined,
  );
}

function isLinked({ from, to }: Arrow): boolean {
  return from.links.some(({ link }) => link.domain === to.name);
}

function circleProblem(root: string, arrows: readonly Arrow[], wrong: Arrow | undefined): Problem {
  const entry = ({ from, to }: Arrow) =>
    `${relative(root, join(from.directory, 'package.json'))}: "${to.packageName}"`;
  const detail = arrows.map(entry).join('\n');
  const [first] = arrows;
  if (first === undefined || wrong === undefined || arrows.length === 1) {
    const file = first === undefined ? '' : relative(root, join(first.from.directory, 'package.json'));
    return new Problem({
      code: 'domain_circle',
      message: `The domain ${first?.from.name} depends on itself.`,
      detail,
      hint: `Remove "${first?.from.packageName}" from the dependencies of ${file}.`,
    });
  }
  const kept = arrows
    .filter((arrow) => arrow !== wrong)
    .map(({ from, to }) => `${from.name} → ${to.name}`)
    .join(', ');
  const links = relative(root, join(wrong.from.directory, 'links.ts'));
  const file = relative(root, join(wrong.from.directory, 'package.json'));
  return new Problem({
    code: 'domain_circle',
    message: `Domains depend on each other in a circle: ${[...arrows.map(({ from }) => from), first.from].map(({ name }) => name).join(' → ')}.`,
    detail,
    hint: isLinked(wrong)
      ? `Keep ${kept}; ${links} declares ${wrong.from.name} → ${wrong.to.name} as a link already, so remove "${wrong.to.packageName}" from the dependencies of ${file}.`
      : `Keep ${kept}; declare ${wrong.from.name} → ${wrong.to.name} as a link in ${links} and remove it from package.json.`,
  });
}
