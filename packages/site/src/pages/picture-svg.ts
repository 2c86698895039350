import { type Content, type Html, html } from '../html.ts';
import { LINE_HEIGHT, LINE_SIZE, PADDING, TITLE_HEIGHT, TITLE_SIZE } from '../layout/measure.ts';
import type { Picture, PictureNode, PlacedNode, PlacedPicture, Point } from '../layout/picture.ts';

/**
 * A picture as SVG whose boxes are links.
 *
 * @param label what it shows, for those who do not see it.
 * @param id unique on its page.
 */
export function pictureSvg(
  picture: Picture,
  placed: PlacedPicture,
  { label, id, root }: { readonly label: string; readonly id: string; readonly root: string },
): Html {
  const { width, height } = placed;
  return html`<figure class="picture" tabindex="0" role="group" aria-label="${label}">
<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs><marker id="${id}-tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>
${placed.edges.map((edge) => {
  const told = picture.edges.find(({ from, to }) => from === edge.from && to === edge.to);
  return html`<path class="edge${told?.dashed === true ? ' dashed' : ''}" d="${pathOf(edge.points)}" marker-end="url(#${id}-tip)"${told?.both === true && html` marker-start="url(#${id}-tip)"`}><title>${edge.from} ${told?.both === true ? '↔' : '→'} ${edge.to}${told === undefined || told.tells === '' ? '' : `: ${told.tells}`}</title></path>
`;
})}${picture.nodes.map((node) => {
  const place = placed.nodes.find((each) => each.id === node.id);
  return place === undefined ? '' : box(node, place, root);
})}</svg>
</figure>`;
}

function box(node: PictureNode, { x, y, width, height }: PlacedNode, root: string): Html {
  const inside = html`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5"/>${
    node.lines.length > 0 && html`<path class="rule" d="M${x} ${y + TITLE_HEIGHT}h${width}"/>`
  }${text(node.title, x + PADDING, y + TITLE_HEIGHT / 2 + TITLE_SIZE / 3, 'title')}${node.lines.map(
    (line, place) =>
      text(line, x + PADDING, y + TITLE_HEIGHT + LINE_HEIGHT * (place + 0.5) + LINE_SIZE / 3 + 2, 'line'),
  )}`;
  const drawn =
    node.page === undefined
      ? html`<g class="box ${node.look}">${inside}</g>`
      : html`<a class="box ${node.look}" href="${root}${node.page}">${inside}</a>`;
  return html`${drawn}
`;
}

function text(content: string, x: number, y: number, look: string): Content {
  return html`<text class="${look}" x="${rounded(x)}" y="${rounded(y)}">${content}</text>`;
}

function pathOf(points: readonly Point[]): string {
  return points.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
