import { createHash } from 'node:crypto';
import { keepJson, readKeptJson } from '@erp/engine/source';
import { LAYOUT_VERSION } from './elk-options.ts';
import { sizeOfBox } from './measure.ts';
import type { Picture, PlacedPicture } from './picture.ts';

/** Gives the layouts of pictures, those of an earlier run where nothing about a picture has changed. */
export interface LayoutCache {
  layOut(picture: Picture): Promise<PlacedPicture>;
  /** Keeps what was used for the next run, and forgets the rest. */
  keep(): void;
}

/**
 * Opens a cache. A layout is found by what decides it: the sizes of the boxes, the arrows, the engine and its options.
 *
 * @param file where it is kept; a file that cannot be read or written only costs time.
 */
export function openLayoutCache(file: string): LayoutCache {
  const kept = new Map(Object.entries((readKeptJson(file) ?? {}) as Record<string, PlacedPicture>));
  const used = new Map<string, PlacedPicture>();
  return {
    async layOut(picture) {
      const hash = hashOf(picture);
      const placed = used.get(hash) ?? kept.get(hash) ?? (await layOutAnew(picture));
      used.set(hash, placed);
      return placed;
    },
    keep() {
      if ([...used.keys()].every((hash) => kept.has(hash)) && used.size === kept.size) return;
      keepJson(file, Object.fromEntries(used));
    },
  };
}

/** The engine is a tenth of a second to load, which a run whose pictures are all kept does not spend. */
async function layOutAnew(picture: Picture): Promise<PlacedPicture> {
  const { layOut } = await import('./elk-layout.ts');
  return layOut(picture);
}

function hashOf({ nodes, edges, direction, inOrder = false }: Picture): string {
  const decides = {
    version: LAYOUT_VERSION,
    direction,
    inOrder,
    nodes: nodes.map((node) => [node.id, sizeOfBox(node)]),
    edges: edges.map(({ from, to }) => [from, to]),
  };
  return createHash('sha256').update(JSON.stringify(decides)).digest('hex');
}
