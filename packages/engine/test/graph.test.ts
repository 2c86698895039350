import fc from 'fast-check';
import { findCircles, Graph, orderGraph, reachability } from '../src/project/graph.ts';

/** Acyclic by construction: a node needs only nodes with a smaller number, then the numbers are shuffled. */
const acyclic = fc
  .integer({ min: 1, max: 40 })
  .chain((count) =>
    fc.record({
      needs: fc.array(fc.array(fc.nat(), { maxLength: 5 }), { minLength: count, maxLength: count }),
      shuffle: fc.shuffledSubarray(
        Array.from({ length: count }, (_, i) => i),
        { minLength: count, maxLength: count },
      ),
    }),
  )
  .map(({ needs, shuffle }) => {
    const edges: number[][] = shuffle.map(() => []);
    needs.forEach((targets, node) => {
      edges[shuffle[node] as number] =
        node === 0 ? [] : targets.map((target) => shuffle[target % node] as number);
    });
    return edges;
  });

const any = fc
  .integer({ min: 1, max: 25 })
  .chain((count) =>
    fc.array(fc.array(fc.nat(count - 1), { maxLength: 4 }), { minLength: count, maxLength: count }),
  );

describe('orderGraph', () => {
  test('puts every node of an acyclic graph behind what it needs, once', () => {
    fc.assert(
      fc.property(acyclic, (edges) => {
        const { order, stuck } = orderGraph(edges);
        expect(stuck).toEqual([]);
        expect([...order].sort((a, b) => a - b)).toEqual(edges.map((_, i) => i));
        const place = new Map(order.map((node, i) => [node, i]));
        edges.forEach((needs, node) => {
          for (const needed of needs) expect(place.get(needed)).toBeLessThan(place.get(node) as number);
        });
      }),
    );
  });

  test('keeps the given order where nothing speaks against it', () => {
    expect(orderGraph([[], [], [1], [0]]).order).toEqual([0, 1, 2, 3]);
  });

  test('does not run out of stack on a chain of 200,000', () => {
    const chain = Array.from({ length: 200_000 }, (_, i) => (i === 199_999 ? [] : [i + 1]));
    expect(orderGraph(chain).order[0]).toBe(199_999);
  });
});

describe('findCircles', () => {
  test('reports a circle exactly when there is no order', () => {
    fc.assert(
      fc.property(any, (edges) => {
        expect(findCircles(edges).length > 0).toBe(orderGraph(edges).stuck.length > 0);
      }),
    );
  });

  test('reports circles that are real, and from which no node can be left out', () => {
    fc.assert(
      fc.property(any, (edges) => {
        for (const circle of findCircles(edges)) {
          for (const [i, node] of circle.entries()) {
            expect(edges[node]).toContain(circle[(i + 1) % circle.length]);
          }
          expect(new Set(circle).size).toBe(circle.length);
          for (const left of circle) {
            const rest = new Set(circle.filter((node) => node !== left));
            const without = edges.map((needs, node) =>
              rest.has(node) ? needs.filter((each) => rest.has(each)) : [],
            );
            expect(orderGraph(without).stuck).toEqual([]);
          }
        }
      }),
    );
  });
});

/** In order by construction: a node needs only nodes with a smaller number. */
const ordered = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 70 })
  .map((all) => all.map((needs, node) => (node === 0 ? [] : needs.map((each) => each % node))));

describe('reachability', () => {
  test('says of any two nodes whether one needs the other, through others too', () => {
    fc.assert(
      fc.property(ordered, (edges) => {
        const reaches = reachability(edges);
        const needs = edges.map(() => new Set<number>());
        for (const [node, direct] of edges.entries())
          for (const each of direct)
            for (const found of [each, ...(needs[each] ?? [])]) needs[node]?.add(found);
        for (const from of edges.keys())
          for (const to of edges.keys()) expect(reaches(from, to)).toBe(needs[from]?.has(to));
      }),
    );
  });

  test('looks at the edges of a node twice at most, however many questions are asked', () => {
    const count = 2_000;
    let looks = 0;
    const chain = Array.from({ length: count }, (_, i) => (i === 0 ? [] : [i - 1]));
    const counted = new Proxy(chain, {
      get(target, key) {
        if (/^\d+$/.test(String(key))) looks += 1;
        return Reflect.get(target, key);
      },
    });
    const reaches = reachability(counted);
    for (let node = 1; node < count; node++) {
      expect(reaches(count - 1, node - 1)).toBe(true);
      expect(reaches(node, node - 1)).toBe(true);
    }
    expect(looks).toBeLessThanOrEqual(2 * count);
  });
});

describe('a graph of names', () => {
  const graph = Graph.of(
    new Map([
      ['orders', ['crm', 'products']],
      ['crm', ['system']],
      ['products', ['system', 'elsewhere']],
      ['system', []],
    ]),
  );

  test('is ordered by what each needs, otherwise as it was given', () => {
    expect(graph.order()).toEqual(['system', 'crm', 'products', 'orders']);
  });

  test('answers what stands above and below a node, the node itself included', () => {
    expect([...graph.upstream(['crm'])].sort()).toEqual(['crm', 'system']);
    expect([...graph.downstream(['crm'])].sort()).toEqual(['crm', 'orders']);
    expect(graph.upstream(['nobody'])).toEqual(new Set());
  });

  test('has no order where nodes need each other, and names them', () => {
    const circular = Graph.of(
      new Map([
        ['crm', ['orders']],
        ['orders', ['crm']],
      ]),
    );
    expect(circular.order()).toBeUndefined();
    expect(circular.circles()).toEqual([['crm', 'orders']]);
  });
});
