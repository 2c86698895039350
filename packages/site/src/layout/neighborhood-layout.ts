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

/** Arrows begin and end at places of their own, spread over the side of the box in the middle in the order of the others. */
function arrows(picture: Picture, nodes: readonly PlacedNode[], middle: string): PlacedPicture['edges'] {
  const center = nodes.find(({ id }) => id === middle);
  if (center === undefined) return [];
  const arriving = picture.edges.filter(({ to }) => to === middle).map(({ from }) => from);
  const leaving = picture.edges.filter(({ from }) => from === middle).map(({ to }) => to);
  const at = (ids: readonly string[]) => nodes.filter(({ id }) => ids.includes(id)).sort((a, b) => a.y - b.y);
  return [
    ...lanes(at(arriving), center).map(({ box, y, share }) => {
      const begin = { x: box.x + box.width, y: box.y + box.height / 2 };
      return { from: box.id, to: middle, points: stepped(begin, { x: center.x, y }, 1 - share) };
    }),
    ...lanes(at(leaving), center).map(({ box, y, share }) => {
      const end = { x: box.x, y: box.y + box.height / 2 };
      return { from: middle, to: box.id, points: stepped({ x: center.x + center.width, y }, end, share) };
    }),
  ];
}

/**
 * Where each arrow meets the middle, and how far from there it turns, as a share of the corridor. Of arrows that come from
 * above the highest turns last, of those from below the lowest: so none crosses another.
 */
function lanes(boxes: readonly PlacedNode[], center: PlacedNode) {
  const met = boxes.map((box, place) => ({
    box,
    y: center.y + ((place + 1) * center.height) / (boxes.length + 1),
  }));
  const above = met.filter(({ box, y }) => box.y + box.height / 2 <= y);
  const below = met.filter(({ box, y }) => box.y + box.height / 2 > y).reverse();
  const turning = (some: typeof met) =>
    some.map((each, place) => ({ ...each, share: (place + 1) / (some.length + 1) }));
  return [...turning(above), ...turning(below)];
}

/** Across, along a lane of its own, across. */
function stepped(from: Point, to: Point, share: number): Point[] {
  const flat = (value: number) => Math.round(value * 10) / 10;
  const x = flat(from.x + (to.x - from.x) * share);
  return [
    { x: flat(from.x), y: flat(from.y) },
    { x, y: flat(from.y) },
    { x, y: flat(to.y) },
    { x: flat(to.x), y: flat(to.y) },
  ];
}
