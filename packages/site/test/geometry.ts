import type { PlacedNode } from '../src/layout/picture.ts';

/** Pairs of boxes of which one lies on the other. */
export function overlaps(nodes: readonly PlacedNode[]): string[] {
  return nodes.flatMap((a, place) =>
    nodes
      .slice(place + 1)
      .filter(
        (b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
      )
      .map((b) => `${a.id} and ${b.id}`),
  );
}
