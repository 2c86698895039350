import { type Content, type Html, html } from '../html.ts';

/** A column of a grid. */
export interface GridColumn<Row> {
  readonly title: string;
  cell(row: Row): Content;
  /** Whether it names the row. */
  readonly heads?: boolean;
}

/**
 * A table for reading, which becomes a list of cards on a narrow screen.
 *
 * @param anchor the place of a row, for links.
 */
export function grid<Row>(
  caption: string,
  columns: readonly GridColumn<Row>[],
  rows: readonly Row[],
  anchor: (row: Row) => string | undefined = () => undefined,
): Html {
  return html`<table class="grid"><caption class="unseen">${caption}</caption>
<thead><tr>${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => {
  const id = anchor(row);
  return html`<tr${id !== undefined && html` id="${id}"`}>${columns.map(({ title, cell, heads }) =>
    heads === true
      ? html`<th scope="row" data-title="${title}">${cell(row)}</th>`
      : html`<td data-title="${title}">${cell(row)}</td>`,
  )}</tr>
`;
})}</tbody></table>`;
}

/** Rows as they are in a database: wide, to be moved sideways; on paper, where nothing moves, a list for each row. */
export function wideGrid(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table class="rows"><caption class="unseen">${caption}</caption>
<thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) => html`<tr>${row.map(
    (value, place) =>
      html`<td data-title="${columns[place]}">${value ?? html`<span class="none">NULL</span>`}</td>`,
  )}</tr>
`,
)}</tbody></table></div>`;
}
