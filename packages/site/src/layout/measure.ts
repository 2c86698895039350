import type { PictureNode } from './picture.ts';

/** Letters of all pictures; every one of these is at most as wide as `ADVANCE` says. */
export const FONT_FAMILY =
  "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', 'Noto Sans Mono', monospace";

/**
 * Width of a letter as a share of the size of the letters. Names in pictures are set in a fixed width, because that is
 * known without asking the machine that shows them: 0.55 for Consolas, 0.6 for Courier, Liberation Mono and Noto, 0.602
 * for Menlo and DejaVu, 0.62 for SF Mono. Bold is as wide as plain in all of them.
 */
const ADVANCE = 0.625;

/** Letters, lines and the room around them, in the pixels of the picture. */
export const TITLE_SIZE = 13;
export const LINE_SIZE = 12;
export const TITLE_HEIGHT = 28;
export const LINE_HEIGHT = 18;
export const PADDING = 12;

/** The widest that a text of a size can be shown. */
export function widthOfText(text: string, size: number): number {
  const advances = [...text].reduce((sum, letter) => sum + (FULL_WIDTH.test(letter) ? 1 : ADVANCE), 0);
  return Math.ceil(advances * size);
}

/** Letters of scripts that fill a square: those of China, Japan and Korea. */
const FULL_WIDTH =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** How large a box has to be for what stands in it. */
export function sizeOfBox({ title, lines }: PictureNode): {
  readonly width: number;
  readonly height: number;
} {
  const widest = Math.max(
    widthOfText(title, TITLE_SIZE),
    ...lines.map((line) => widthOfText(line, LINE_SIZE)),
  );
  const below = lines.length === 0 ? 0 : lines.length * LINE_HEIGHT + PADDING / 2;
  return { width: widest + 2 * PADDING, height: TITLE_HEIGHT + below };
}
