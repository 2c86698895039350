import ElkConstructor, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js';
import { IN_ORDER, OPTIONS } from './elk-options.ts';
import { sizeOfBox } from './measure.ts';
import type { Picture, PlacedPicture, Point } from './picture.ts';

/** Places boxes in layers along the arrows, and arrows around the boxes. Loaded once, since that takes a second. */
export async function layOut(picture: Picture): Promise<PlacedPicture> {
  elk ??= new (constructorOf(ElkConstructor))();
  const laidOut = await elk.layout({
    id: 'picture',
    layoutOptions: {
      ...OPTIONS,
      ...(picture.inOrder === true ? IN_ORDER : {}),
      'elk.direction': picture.direction,
    },
    children: picture.nodes.map((node) => ({ id: node.id, ...sizeOfBox(node) })),
    edges: picture.edges.map(({ from, to }, place) => ({ id: `e${place}`, sources: [from], targets: [to] })),
  });
  return {
    width: round(laidOut.width),
    height: round(laidOut.height),
    nodes: (laidOut.children ?? []).map(({ id, x, y, width, height }) => ({
      id,
      x: round(x),
      y: round(y),
      width: round(width),
      height: round(height),
    })),
    edges: (laidOut.edges ?? []).map((edge) => ({
      from: edge.sources[0] ?? '',
      to: edge.targets[0] ?? '',
      points: pointsOf(edge),
    })),
  };
}

interface Elk {
  layout(graph: ElkNode): Promise<ElkNode & { edges?: ElkExtendedEdge[] }>;
}

let elk: Elk | undefined;

/** Node hands a CommonJS module over as its default export, swc takes that one off. */
function constructorOf(module: unknown): new () => Elk {
  const inner = (module as { default?: unknown }).default ?? module;
  return inner as new () => Elk;
}

function pointsOf(edge: ElkExtendedEdge): Point[] {
  return (edge.sections ?? []).flatMap(({ startPoint, bendPoints, endPoint }) =>
    [startPoint, ...(bendPoints ?? []), endPoint].map(({ x, y }) => ({ x: round(x), y: round(y) })),
  );
}

function round(value: number | undefined): number {
  return Math.round((value ?? 0) * 10) / 10;
}
