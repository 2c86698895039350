import { html } from '../src/html.ts';
import { FONT_FAMILY, widthOfText } from '../src/layout/measure.ts';

const LETTERS = 13;
const LINE = 18;
const EDGE = 16;
const BAR = 28;

/**
 * A terminal with what a command printed, as an SVG that stands by itself.
 *
 * @param command as it was typed.
 */
export function terminalSvg(command: string, lines: readonly string[]): string {
  const shown = [`$ ${command}`, ...lines];
  const width = 2 * EDGE + Math.max(...shown.map((line) => widthOfText(line, LETTERS)));
  const height = BAR + EDGE + shown.length * LINE + EDGE / 2;
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A terminal in which ${command} has run">
<style>${STYLE}</style>
<rect class="window" width="${width}" height="${height}" rx="8"/>
${[0, 1, 2].map((place) => html`<circle class="button" cx="${EDGE + place * 18}" cy="${BAR / 2}" r="5"/>`)}
${shown.map(
  (line, place) =>
    html`<text${place === 0 && html` class="typed"`} x="${EDGE}" y="${BAR + EDGE + place * LINE}" xml:space="preserve">${line}</text>
`,
)}</svg>
`.text;
}

const STYLE = `
.window { fill: #14181e; stroke: #353e4a; }
.button { fill: #54606f; }
text { font-family: ${FONT_FAMILY.replaceAll("'", '')}; font-size: ${LETTERS}px; fill: #e2e7ee; }
.typed { fill: #8cb8f5; }
`;
