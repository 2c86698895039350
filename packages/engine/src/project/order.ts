import { Problem } from '@erp/kit/problem';
import { domainOfName } from '../ledger/recorded-name.ts';
import type { LinkStep, Step } from '../steps/step.ts';
import type { DomainPackage } from './domain-package.ts';
import { Graph, orderGraph, reachability } from './graph.ts';

/** What ordering needs to know of a domain. */
export type OrderedDomain = Pick<
  DomainPackage,
  'name' | 'dependencies' | 'migrations' | 'functions' | 'reference' | 'links'
>;

/** Every step of every domain in the order of a fresh install, and what each one has to wait for. */
export interface StepOrder {
  readonly steps: readonly Step[];
  readonly byName: ReadonlyMap<string, Step>;
  /** Domain names, dependencies first. */
  readonly domains: readonly string[];
  /** By step name: the names of all steps that cannot stand without it, directly or through others. */
  dependentsOf(names: Iterable<string>): Set<string>;
  /** By step name: the names of all steps that it cannot do without, directly or through others. */
  prerequisitesOf(name: string): Set<string>;
}

/**
 * Orders all steps: domain by domain behind their dependencies, within a domain migrations, functions, reference
 * data; links at the end. An `after` of a migration pulls what it names in front. The result depends on the names
 * alone, not on the sequence of the input, and takes time linear in steps and edges.
 *
 * ```
 *  system: 0001 → 0002 → … → last → functions ─┬─▶ reference
 *                                              └─▶ every domain that depends on system
 * ```
 * A migration that comes after one of a domain that depends on its own (`crm/0009` after `orders/0003`) is late:
 * it, those behind it and the functions are not among what the dependent domains wait for.
 *
 * @throws {Problem} `migration_circle` when `after` entries contradict each other or the package order.
 */
export function orderSteps(input: readonly OrderedDomain[]): StepOrder {
  const domains = orderDomains(input);
  const { nodes, edges, nodeOf } = stepGraph(domains);
  const graph = new Graph(
    nodes.map(({ name }) => name),
    edges,
  );
  const { order, stuck } = orderGraph(edges);
  const stepOf = (name: string) => nodes[nodeOf.get(name) ?? -1]?.step;
  if (stuck.length > 0)
    throw migrationCircle((graph.circles()[0] ?? []).flatMap((name) => stepOf(name) ?? []));
  const stepsAmong = (names: Iterable<string>) => new Set([...names].filter((name) => nodeOf.has(name)));
  const steps = order.flatMap((node) => nodes[node]?.step ?? []);
  return {
    steps,
    byName: new Map(steps.map((step) => [step.name, step])),
    domains: domains.map((domain) => domain.name),
    dependentsOf: (names) => stepsAmong(graph.downstream(names)),
    prerequisitesOf: (name) => stepsAmong(graph.upstream([name])),
  };
}

/** Steps, and a node where each domain begins; an edge leads to what a node has to wait for. */
interface StepGraph {
  readonly nodes: { readonly name: string; readonly step?: Step }[];
  readonly edges: number[][];
  /** By step name. */
  readonly nodeOf: Map<string, number>;
}

/** @param domains behind their dependencies. */
function stepGraph(domains: readonly OrderedDomain[]): StepGraph {
  const graph: StepGraph = { nodes: [], edges: [], nodeOf: new Map() };
  const byName = new Map(domains.map((domain) => [domain.name, domain]));
  const dependsOn = transitiveDependencies(domains);
  const exits = new Map<string, number>();
  for (const domain of domains) exits.set(domain.name, addDomain(graph, domain, exits, dependsOn));
  for (const domain of domains) addWaits(graph, domain, byName);
  for (const { links } of domains)
    for (const step of links) addNode(graph, step.name, linkEnds(byName, step, graph.nodeOf), step);
  return graph;
}

function addNode({ nodes, edges, nodeOf }: StepGraph, name: string, needs: number[], step?: Step): number {
  const node = nodes.push(step === undefined ? { name } : { name, step }) - 1;
  edges.push(needs);
  if (step !== undefined) nodeOf.set(step.name, node);
  return node;
}

/**
 * Adds the steps of a domain, one behind the other.
 *
 * @param exits by domain, what those wait for that depend on it.
 * @returns its own exit.
 */
function addDomain(
  graph: StepGraph,
  domain: OrderedDomain,
  exits: ReadonlyMap<string, number>,
  dependsOn: (domain: string, on: string) => boolean,
): number {
  const below = domain.dependencies.map((name) => exits.get(name) as number);
  let last = addNode(graph, `${domain.name}:`, below);
  let exit = last;
  let late = false;
  for (const migration of domain.migrations) {
    late ||= migration.after.some((name) => dependsOn(domainOfName(name), domain.name));
    last = addNode(graph, migration.name, [last], migration);
    if (!late) exit = last;
  }
  for (const step of domain.functions) last = addNode(graph, step.name, [last], step);
  // A table of one domain may fire triggers of another that call its functions, as those of partitioned tables do.
  if (!late) exit = last;
  if (domain.reference !== undefined) addNode(graph, domain.reference.name, [last], domain.reference);
  return exit;
}

/** Adds what steps of a domain wait for beyond the order of packages. */
function addWaits(
  { edges, nodeOf }: StepGraph,
  domain: OrderedDomain,
  byName: ReadonlyMap<string, OrderedDomain>,
): void {
  for (const migration of domain.migrations) {
    const node = nodeOf.get(migration.name) as number;
    for (const name of [...migration.after].sort()) {
      const target = nodeOf.get(name);
      if (target !== undefined) edges[node]?.push(target);
    }
  }
  // What reference data calls are the functions of the domains below it.
  const reference = domain.reference && nodeOf.get(domain.reference.name);
  for (const name of domain.dependencies) {
    const below = lastStepOf(byName.get(name));
    if (reference !== undefined && below !== undefined) edges[reference]?.push(nodeOf.get(below) as number);
  }
}

/** Domains behind their dependencies, otherwise by name. Circles were reported when they were discovered. */
function orderDomains(input: readonly OrderedDomain[]): OrderedDomain[] {
  const byName = new Map(
    [...input].sort((a, b) => (a.name < b.name ? -1 : 1)).map((domain) => [domain.name, domain]),
  );
  const dependenciesOf = (domain: OrderedDomain) =>
    [...domain.dependencies].filter((name) => byName.has(name)).sort();
  const graph = Graph.of(new Map([...byName].map(([name, domain]) => [name, dependenciesOf(domain)])));
  const order = graph.order();
  if (order === undefined) {
    const circle = graph.circles()[0] ?? [];
    throw new Problem({
      code: 'domain_circle',
      message: `Domains depend on each other in a circle: ${[...circle, circle[0]].join(' → ')}.`,
      hint: 'Make one of the references a link, and remove its entry from package.json.',
    });
  }
  return order.flatMap((name) => {
    const domain = byName.get(name);
    return domain === undefined ? [] : [{ ...domain, dependencies: dependenciesOf(domain) }];
  });
}

/** Answers whether a domain depends on another one, through others too. */
function transitiveDependencies(domains: readonly OrderedDomain[]): (name: string, on: string) => boolean {
  const index = new Map(domains.map((domain, i) => [domain.name, i]));
  const reaches = reachability(
    domains.map((domain) => domain.dependencies.flatMap((name) => index.get(name) ?? [])),
  );
  return (name, on) => {
    const [from, to] = [index.get(name), index.get(on)];
    return from !== undefined && to !== undefined && reaches(from, to);
  };
}

function lastStepOf(domain: OrderedDomain | undefined): string | undefined {
  return (domain?.reference ?? domain?.functions.at(-1) ?? domain?.migrations.at(-1))?.name;
}

/** A link stands on the last migration of both domains. */
function linkEnds(
  byName: ReadonlyMap<string, OrderedDomain>,
  step: LinkStep,
  nodeOf: ReadonlyMap<string, number>,
): number[] {
  return [step.domain, step.link.domain].flatMap((name) => {
    const last = byName.get(name)?.migrations.at(-1);
    return last === undefined ? [] : [nodeOf.get(last.name) as number];
  });
}

function migrationCircle(circle: readonly Step[]): Problem {
  const names = circle.map((step) => step.name);
  const entries = circle.flatMap((step) =>
    step.kind === 'migration' && step.after.length > 0
      ? [`${step.file}: export const after = [${step.after.map((name) => `'${name}'`).join(', ')}]`]
      : [],
  );
  return new Problem({
    code: 'migration_circle',
    message: `Migrations wait for each other in a circle: ${[...names, names[0]].join(' → ')}.`,
    detail: entries.join('\n'),
    hint: 'Remove one of these `after` entries, or move what it needs into a later migration.',
  });
}
