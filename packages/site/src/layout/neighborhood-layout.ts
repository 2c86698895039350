import { sizeOfBox } from './measure.ts';
import type { Picture, PlacedNode, PlacedPicture, Point } from './picture.ts';

const MARGIN = 12;
const BETWEEN = 12;
const CORRIDOR = 64;

/**
 * Places a box in the middle, what points at it on its left, what it points at on its right. Nothing is to be found out
 * about such a picture, so no layout engine is asked.
 *
 * @param middle id of the box in the middle.
 */
export function layOutNeighborhood(picture: Picture, middle: string): PlacedPicture {
  const sized = picture.nodes.map((node) => ({ id: node.id, ...sizeOfBox(node) }));
  const left = sized.filter(({ id }) => picture.edges.some(({ from, to }) => from === id && to === middle));
  const right = sized.filter(({ id }) => id !== middle && !left.some((each) => each.id === id));
  const center = sized.filter(({ id }) => id === middle);
  const height = Math.max(...[left, center, right].map(heightOf)) + 2 * MARGIN;
  let x = MARGIN;
  const nodes: PlacedNode[] = [];
  for (const column of [left, center, right]) {
    if (column.length === 0) continue;
    const width = Math.max(...column.map((each) => each.width));
    let y = (height - heightOf(column)) / 2;
    for (const { id, height: own } of column) {
      nodes.push({ id, x, y, width, height: own });
      y += own + BETWEEN;
    }
    x += width + CORRIDOR;
  }
  return { width: x - CORRIDOR + MARGIN, height, nodes, edges: arrows(picture, nodes, middle) };
}

function heightOf(column: readonly { readonly height: number }[]): number {
  return column.reduce((sum, { height }) => sum + height + BETWEEN, -BETWEEN);
}

/** Arrows begin and end at places of their own, spread over the side of the box in the middle. */
function arrows(picture: Picture, nodes: readonly PlacedNode[], middle: string): PlacedPicture['edges'] {
  const center = nodes.find(({ id }) => id === middle);
  if (center === undefined) return [];
  const sides = [
    picture.edges.filter(({ to }) => to === middle),
    picture.edges.filter(({ from }) => from === middle),
  ];
  return sides.flatMap((edges) =>
    edges.map((edge, place) => {
      const inwards = edge.to === middle;
      const other = nodes.find(({ id }) => id === (inwards ? edge.from : edge.to)) ?? center;
      const y = center.y + ((place + 1) * center.height) / (edges.length + 1);
      const far = { x: inwards ? other.x + other.width : other.x, y: other.y + other.height / 2 };
      const near = { x: inwards ? center.x : center.x + center.width, y };
      const points = inwards
        ? stepped(far, near, place, edges.length)
        : stepped(near, far, place, edges.length);
      return { from: edge.from, to: edge.to, points };
    }),
  );
}

/** Across, along a lane of its own, across. */
function stepped(from: Point, to: Point, place: number, count: number): Point[] {
  const lane = from.x + ((to.x - from.x) * (place + 1)) / (count + 1);
  const x = Math.round(lane * 10) / 10;
  const flat = (y: number) => Math.round(y * 10) / 10;
  return [
    { x: from.x, y: flat(from.y) },
    { x, y: flat(from.y) },
    { x, y: flat(to.y) },
    { x: to.x, y: flat(to.y) },
  ];
}
