/* Search. Everything else on the site works without scripts. */
const root = document.documentElement.dataset.root ?? '';
const input = document.getElementById('search');
const found = document.getElementById('found');
const count = document.getElementById('count');
const list = found.querySelector('ol');
const MOST = 30;
const WEIGHTS = {
  domain: 4,
  table: 3,
  view: 2,
  function: 2.5,
  permission: 1.5,
  'life cycle': 1.5,
  'demo tenant': 1.5,
  column: 1,
};
let search;

/** Pages may be files, which can load scripts and nothing else. */
function load(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${root}assets/${name}`;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

async function open() {
  await load('minisearch.js');
  await load('search-entries.js');
  const made = new window.MiniSearch({
    fields: ['name', 'text'],
    storeFields: ['name', 'kind', 'page', 'text'],
    searchOptions: {
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: 'AND',
      boost: { name: 6 },
      boostDocument: (_id, _term, { kind }) => WEIGHTS[kind] ?? 1,
    },
  });
  made.addAll(window.searchEntries.map(([name, kind, page, text], id) => ({ id, name, kind, page, text })));
  return made;
}

function exactFirst(query) {
  return (a, b) => (b.name === query) - (a.name === query) || b.score - a.score;
}

async function show() {
  const query = input.value.trim().toLowerCase();
  search ??= open();
  const engine = await search;
  if (query !== input.value.trim().toLowerCase()) return;
  if (query === '') {
    hide();
    return;
  }
  const results = engine.search(query).sort(exactFirst(query));
  list.replaceChildren(
    ...results.slice(0, MOST).map(({ name, kind, page, text }) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = root + page;
      const told = document.createElement('small');
      told.textContent = ` ${kind}${text === '' ? '' : `: ${text.length > 110 ? `${text.slice(0, 110)}…` : text}`}`;
      link.append(name, told);
      item.append(link);
      return item;
    }),
  );
  const more = results.length > MOST ? `, the first ${MOST} of them` : '';
  count.textContent = results.length === 0 ? 'Nothing found.' : `${results.length} found${more}`;
  found.hidden = false;
}

function hide() {
  found.hidden = true;
  list.replaceChildren();
}

function move(step) {
  const stops = [input, ...list.querySelectorAll('a')];
  const next = stops[stops.indexOf(document.activeElement) + step];
  next?.focus();
}

input.addEventListener('input', show);
input.addEventListener('focus', () => {
  search ??= open();
});
document.addEventListener('keydown', (event) => {
  const typing = /^(?:INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    input.focus();
    input.select();
    return;
  }
  if (found.hidden) return;
  if (event.key === 'Escape') {
    hide();
    input.focus();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    move(event.key === 'ArrowDown' ? 1 : -1);
  } else if (event.key === 'Enter' && document.activeElement === input) {
    list.querySelector('a')?.click();
  }
});
document.addEventListener('focusin', ({ target }) => {
  if (!found.hidden && !target.closest('.search')) hide();
});
document.addEventListener('click', ({ target }) => {
  if (!found.hidden && !target.closest('.search')) hide();
});
