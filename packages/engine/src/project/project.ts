import type { DomainPackage } from './domain-package.ts';
import { Graph } from './graph.ts';
import { orderSteps, type StepOrder } from './order.ts';

/** A checkout: its domains, and what follows from them, computed once. */
export interface Project {
  /** Absolute path of the checkout, or of the project that has domains from packages. */
  readonly root: string;
  /** Sorted by name. */
  readonly domains: readonly DomainPackage[];
  readonly byName: ReadonlyMap<string, DomainPackage>;
  /** Which domains need which, by name. */
  readonly graph: Graph;
  /**
   * All steps in the order of a fresh install.
   *
   * @throws {Problem} what `orderSteps` throws, when it is first asked for.
   */
  readonly order: StepOrder;
}

/** The project of a checkout whose domains are known. */
export function projectOf(root: string, domains: readonly DomainPackage[]): Project {
  let order: StepOrder | undefined;
  return {
    root,
    domains,
    byName: new Map(domains.map((domain) => [domain.name, domain])),
    graph: Graph.of(new Map(domains.map(({ name, dependencies }) => [name, dependencies]))),
    get order() {
      order ??= orderSteps(domains);
      return order;
    },
  };
}
