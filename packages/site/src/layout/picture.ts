/** A box of a picture, before anybody knows where it stands. */
export interface PictureNode {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  /** What it looks like, and what it is to the picture. */
  readonly look: 'own' | 'focus' | 'outside' | 'state';
  /** Page that it leads to, from the root of the site. */
  readonly page?: string;
}

/** An arrow between two boxes. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  /** What it stands for, shown when it is pointed at. */
  readonly tells: string;
  readonly dashed?: boolean;
  /** Whether it has a tip at both ends. */
  readonly both?: boolean;
}

/** Boxes and arrows. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly direction: 'RIGHT' | 'DOWN';
  /** Whether the boxes are listed as they follow each other: an arrow against that order runs back. */
  readonly inOrder?: boolean;
}

/** A place in a picture, in its pixels from the upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a box stands. */
export interface PlacedNode extends Point {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** Where an arrow runs: corners from its beginning to its tip. */
interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
}

/** Where everything stands. */
export interface PlacedPicture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** One arrow for each pair of boxes, however many references it stands for; none from a box to itself. */
export function onePerPair(edges: readonly PictureEdge[]): PictureEdge[] {
  const pairs = new Map<string, PictureEdge>();
  for (const edge of edges) {
    if (edge.from === edge.to) continue;
    const key = `${edge.from} ${edge.to}`;
    const before = pairs.get(key);
    if (before === undefined) pairs.set(key, edge);
    else
      pairs.set(key, {
        ...before,
        tells: `${before.tells}, ${edge.tells}`,
        dashed: before.dashed === true && edge.dashed === true,
      });
  }
  return [...pairs.values()];
}

/** One arrow with two tips for two that are each other's way back. */
export function twoTipped(edges: readonly PictureEdge[]): PictureEdge[] {
  const back = ({ from, to }: PictureEdge) => edges.findIndex((each) => each.from === to && each.to === from);
  return edges.flatMap((edge, place) => {
    const other = back(edge);
    if (other === -1) return [edge];
    return other > place ? [{ ...edge, both: true }] : [];
  });
}
