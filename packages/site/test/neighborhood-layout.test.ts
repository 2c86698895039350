import { layOutNeighborhood } from '../src/layout/neighborhood-layout.ts';
import type { Picture, Point } from '../src/layout/picture.ts';
import { overlaps } from './geometry.ts';

const node = (id: string) => ({ id, title: id, lines: [], look: 'outside' as const });

test('what refers to a table stands on its left, what it refers to on its right', () => {
  const placed = layOutNeighborhood(star(3, 2), 'middle');
  const x = (id: string) => placed.nodes.find((each) => each.id === id)?.x ?? 0;
  for (const id of ['in0', 'in1', 'in2']) expect(x(id)).toBeLessThan(x('middle'));
  for (const id of ['out0', 'out1']) expect(x(id)).toBeGreaterThan(x('middle'));
});

test.each([
  [0, 1],
  [1, 0],
  [7, 7],
  [14, 0],
  [1, 13],
])('no boxes overlap and no arrows cross, with %i and %i neighbors', (left, right) => {
  const placed = layOutNeighborhood(star(left, right), 'middle');
  expect(overlaps(placed.nodes)).toEqual([]);
  expect(placed.edges).toHaveLength(left + right);
  expect(crossings(placed.edges.map(({ points }) => points))).toBe(0);
});

function star(left: number, right: number): Picture {
  const incoming = Array.from({ length: left }, (_, place) => `in${place}`);
  const outgoing = Array.from({ length: right }, (_, place) => `out${place}`);
  return {
    nodes: ['middle', ...incoming, ...outgoing].map(node),
    edges: [
      ...incoming.map((from) => ({ from, to: 'middle', tells: '' })),
      ...outgoing.map((to) => ({ from: 'middle', to, tells: '' })),
    ],
    direction: 'RIGHT',
  };
}

/** How often a level part of one arrow meets an upright part of another. */
function crossings(arrows: readonly (readonly Point[])[]): number {
  let count = 0;
  for (const [one, level] of arrows.entries())
    for (const [other, upright] of arrows.entries())
      if (one !== other) count += parts(level).filter((a) => parts(upright).some((b) => meet(a, b))).length;
  return count;
}

function parts(points: readonly Point[]): [Point, Point][] {
  return points.slice(1).map((point, place) => [points[place] ?? point, point]);
}

function meet([a, b]: [Point, Point], [c, d]: [Point, Point]): boolean {
  if (a.y !== b.y || c.x !== d.x || c.y === d.y) return false;
  const between = (value: number, from: number, to: number) =>
    value > Math.min(from, to) && value < Math.max(from, to);
  return between(c.x, a.x, b.x) && between(a.y, c.y, d.y);
}
