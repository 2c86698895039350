import { beforeSections, type Html, html, sectionsOf } from '../html.ts';

/** A page of the site. */
export interface Page {
  /** From the root of the site, with slashes: `tables/orders.html`. */
  readonly path: string;
  readonly text: string;
}

/** What a page is made of. */
export interface PageParts {
  readonly path: string;
  readonly title: string;
  /** Pages above it, from the start on. */
  readonly trail?: readonly { readonly title: string; readonly path: string }[];
  readonly content: Html;
  /** Whether it says itself which parts it has. */
  readonly listed?: boolean;
}

/** A page of fewer parts is read as it is. */
const FEWEST_LISTED = 4;

const NAVIGATION = [
  { title: 'Domains', path: 'index.html' },
  { title: 'Tour of the demo', path: 'tour.html' },
  { title: 'Permissions', path: 'permissions.html' },
  { title: 'Life cycles', path: 'life-cycles.html' },
  { title: 'All names', path: 'names.html' },
];

/** The way from a page to the root of the site: '' or '../'. */
export function rootOf(path: string): string {
  return '../'.repeat(path.split('/').length - 1);
}

/** Writes a page: head, navigation, search, content. */
export function page({ path, title, trail = [], content, listed = false }: PageParts): Page {
  const root = rootOf(path);
  const { text } = html`<!doctype html>
<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src data:">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}assets/style.css">
<script src="${root}assets/site.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<nav aria-label="Site">${NAVIGATION.map((each) => link(each, path, root))}</nav>
<search class="search"><label for="search">Search</label><input id="search" type="search" autocomplete="off" placeholder="table, column, function …" aria-keyshortcuts="/" aria-controls="found"><div id="found" hidden><p id="count" role="status"></p><ol></ol></div></search>
</header>
<main id="content" tabindex="-1">
${
  trail.length > 0 &&
  html`<nav class="trail" aria-label="Where this page is">${trail.map(
    (each) => html`<a href="${root}${each.path}">${each.title}</a> <span aria-hidden="true">›</span> `,
  )}</nav>`
}
${listed ? content : withParts(content)}
</main>
</body>
</html>
`;
  return { path, text };
}

/** Long pages say what is on them, behind what they begin with. */
function withParts(content: Html): Html {
  const parts = sectionsOf(content);
  if (parts.length < FEWEST_LISTED) return content;
  return beforeSections(
    content,
    html`<nav class="parts" aria-label="On this page"><span aria-hidden="true">On this page</span> ${parts.map(
      ({ id, title }) => html`<a href="#${id}">${title}</a> `,
    )}</nav>
`,
  );
}

function link(to: { readonly title: string; readonly path: string }, path: string, root: string): Html {
  return html`<a href="${root}${to.path}"${to.path === path && html` aria-current="page"`}>${to.title}</a>`;
}
