/** A directed graph over the numbers 0 … n-1: `edges[i]` are the nodes that must come before node i. */
export type Prerequisites = readonly (readonly number[])[];

/**
 * A graph of named nodes and of what each needs. Nodes are numbered in the given order; whatever can be is answered in it.
 */
export class Graph {
  readonly #names: readonly string[];
  readonly #edges: Prerequisites;
  readonly #numberOf: ReadonlyMap<string, number>;

  /**
   * @param names of the nodes.
   * @param edges what each of them needs, by their numbers.
   */
  constructor(names: readonly string[], edges: Prerequisites) {
    this.#names = names;
    this.#edges = edges;
    this.#numberOf = new Map(names.map((name, i) => [name, i]));
  }

  /**
   * The graph of nodes that say by name what they need; names of nobody are left out.
   *
   * @param needs of each node, by its name.
   */
  static of(needs: ReadonlyMap<string, readonly string[]>): Graph {
    const names = [...needs.keys()];
    const numberOf = new Map(names.map((name, i) => [name, i]));
    return new Graph(
      names,
      [...needs.values()].map((each) => each.flatMap((name) => numberOf.get(name) ?? [])),
    );
  }

  /** All nodes, each behind what it needs; undefined where some need each other. */
  order(): string[] | undefined {
    const { order, stuck } = orderGraph(this.#edges);
    return stuck.length > 0 ? undefined : this.#namesOf(order);
  }

  /** See `findCircles`. */
  circles(): string[][] {
    return findCircles(this.#edges).map((circle) => this.#namesOf(circle));
  }

  /** These nodes and all that they need, directly or through others. */
  upstream(names: Iterable<string>): Set<string> {
    return this.#reach(names, this.#edges);
  }

  /** These nodes and all that need them, directly or through others. */
  downstream(names: Iterable<string>): Set<string> {
    const dependents: number[][] = this.#edges.map(() => []);
    this.#edges.forEach((needs, node) => {
      for (const needed of needs) dependents[needed]?.push(node);
    });
    return this.#reach(names, dependents);
  }

  #reach(names: Iterable<string>, edges: Prerequisites): Set<string> {
    const seen = new Uint8Array(edges.length);
    const open = [...names].flatMap((name) => this.#numberOf.get(name) ?? []);
    const found: number[] = [];
    for (const node of open) seen[node] = 1;
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      found.push(node);
      for (const next of edges[node] ?? []) {
        if (seen[next] === 1) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
    return new Set(this.#namesOf(found));
  }

  #namesOf(nodes: readonly number[]): string[] {
    return nodes.map((node) => this.#names[node] ?? '');
  }
}

/**
 * Puts every node behind its prerequisites, keeping to the given order wherever it can: nodes are taken from 0 up,
 * and each pulls what it still needs in front of itself. Linear in nodes and edges, no recursion.
 *
 * @returns the order, or the nodes that sit on a circle (in which case there is no order).
 */
export function orderGraph(edges: Prerequisites): { order: number[]; stuck: number[] } {
  const order: number[] = [];
  const state = new Uint8Array(edges.length); // 0 not seen, 1 on the path, 2 placed
  const cursor = new Uint32Array(edges.length);
  let circular = false;

  for (let root = 0; root < edges.length; root++) {
    if (state[root] !== 0) continue;
    const path = [root];
    state[root] = 1;
    while (path.length > 0) {
      const node = path[path.length - 1] as number;
      const next = edges[node]?.[cursor[node] as number];
      if (next === undefined) {
        state[node] = 2;
        order.push(node);
        path.pop();
        continue;
      }
      cursor[node] = (cursor[node] as number) + 1;
      if (state[next] === 1) circular = true;
      if (state[next] === 0) {
        state[next] = 1;
        path.push(next);
      }
    }
  }
  return circular ? { order: [], stuck: components(edges).flat() } : { order, stuck: [] };
}

/**
 * Answers whether a node needs another one, through others too.
 *
 * What a node needs is a row of bits, put together once from the rows of the nodes that it needs directly and kept for
 * later questions: however many are asked, each edge is looked at once. A row is made only for who is asked about.
 *
 * @param edges acyclic, and in order: every node needs only nodes with a smaller number.
 */
export function reachability(edges: Prerequisites): (from: number, to: number) => boolean {
  const words = Math.ceil(edges.length / 32);
  const rows: (Uint32Array | undefined)[] = [];
  const rowOf = (asked: number): Uint32Array => {
    // A row stands on those of its prerequisites, so these are made first; without recursion, chains may be long.
    const open = [asked];
    for (let node = open.at(-1); node !== undefined; node = open.at(-1)) {
      if (rows[node] !== undefined) {
        open.pop();
        continue;
      }
      const needs = edges[node] ?? [];
      const missing = needs.filter((needed) => rows[needed] === undefined);
      if (missing.length > 0) {
        open.push(...missing);
        continue;
      }
      const row = new Uint32Array(words);
      for (const needed of needs) {
        rows[needed]?.forEach((bits, i) => {
          row[i] = (row[i] ?? 0) | bits;
        });
        row[needed >> 5] = (row[needed >> 5] ?? 0) | (1 << (needed & 31));
      }
      rows[node] = row;
    }
    return rows[asked] ?? new Uint32Array(words);
  };
  return (from, to) => to < from && (((rowOf(from)[to >> 5] ?? 0) >>> (to & 31)) & 1) === 1;
}

/**
 * One circle for every group of nodes that depend on each other. Each is minimal: none of its nodes can be left out.
 *
 * @returns circles as lists of nodes, each node needing the next one, the last one needing the first.
 */
export function findCircles(edges: Prerequisites): number[][] {
  return components(edges).map((component) => {
    // A shortest circle through one node may still hold a shorter one; shrink until it does not.
    let circle = shortestCircle(edges, component.slice(0, 1), new Set(component));
    for (;;) {
      const shorter = shortestCircle(edges, circle, new Set(circle));
      if (shorter.length === circle.length) return rotateToSmallest(circle);
      circle = shorter;
    }
  });
}

/** Groups of nodes that reach each other (Tarjan's strongly connected components), single nodes only with a loop. */
function components(edges: Prerequisites): number[][] {
  const count = edges.length;
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const cursor = new Uint32Array(count);
  const stack: number[] = [];
  const found: number[][] = [];
  let clock = 0;

  for (let root = 0; root < count; root++) {
    if (index[root] !== -1) continue;
    const path = [root];
    while (path.length > 0) {
      const node = path[path.length - 1] as number;
      if (cursor[node] === 0) {
        index[node] = low[node] = clock++;
        stack.push(node);
        onStack[node] = 1;
      }
      const next = edges[node]?.[cursor[node] as number];
      if (next !== undefined) {
        cursor[node] = (cursor[node] as number) + 1;
        if (index[next] === -1) path.push(next);
        else if (onStack[next] === 1) low[node] = Math.min(low[node] as number, index[next] as number);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[node] as number);
      if (low[node] !== index[node]) continue;
      const component: number[] = [];
      for (let member = -1; member !== node; ) {
        member = stack.pop() as number;
        onStack[member] = 0;
        component.push(member);
      }
      if (component.length > 1 || edges[node]?.includes(node)) found.push(component.sort((a, b) => a - b));
    }
  }
  return found.sort((a, b) => (a[0] as number) - (b[0] as number));
}

/** The shortest circle that goes through one of the starts and stays inside the given nodes (breadth first). */
function shortestCircle(
  edges: Prerequisites,
  starts: readonly number[],
  inside: ReadonlySet<number>,
): number[] {
  let best: number[] = [];
  for (const start of starts) {
    const from = new Map<number, number>();
    let frontier = [start];
    search: while (frontier.length > 0) {
      const next: number[] = [];
      for (const node of frontier) {
        for (const needed of edges[node] ?? []) {
          if (needed === start) {
            const circle = [node];
            for (let back = from.get(node); back !== undefined; back = from.get(back)) circle.push(back);
            if (best.length === 0 || circle.length < best.length) best = circle.reverse();
            break search;
          }
          if (!inside.has(needed) || from.has(needed)) continue;
          from.set(needed, node);
          next.push(needed);
        }
      }
      frontier = next;
    }
  }
  return best;
}

function rotateToSmallest(circle: number[]): number[] {
  const at = circle.indexOf(Math.min(...circle));
  return [...circle.slice(at), ...circle.slice(0, at)];
}
