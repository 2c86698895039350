import ElkConstructor, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js';
import { sizeOfBox } from './measure.ts';
import type { Picture, PlacedPicture, Point } from './picture.ts';

const MARGIN = 12;

/** How ELK is asked; part of what a kept layout is found by. */
const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.padding': `[top=${MARGIN},left=${MARGIN},bottom=${MARGIN},right=${MARGIN}]`,
  'elk.spacing.nodeNode': '22',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '10',
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14',
  'elk.spacing.componentComponent': '24',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.aspectRatio': '1.8',
};

const IN_ORDER = {
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};

/** What decides a layout beside the picture. */
export const LAYOUT_VERSION = `elkjs 0.12 ${JSON.stringify([OPTIONS, IN_ORDER])}`;

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
