/** How the pages look, in light and dark, on a phone and on paper. Colors of text stand out 4.5 to 1 and more (WCAG 2.2, 1.4.3). */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fff, #14181e);
  --ink: light-dark(#1d2530, #e2e7ee);
  --soft: light-dark(#54606f, #a3afbd);
  --line: light-dark(#d4dae2, #353e4a);
  --shade: light-dark(#f3f5f8, #1c222b);
  --strong: light-dark(#1a56b0, #8cb8f5);
  --on-strong: light-dark(#fff, #14181e);
  --refused: light-dark(#b3261e, #f2a29b);
  font: 16px/1.5 system-ui, sans-serif;
  background: var(--paper);
  color: var(--ink);
}
body { margin: 0; }
header { background: var(--shade); border-bottom: 1px solid var(--line); }
header > div, main { max-width: 62rem; margin: 0 auto; padding: 0.75rem 1rem; }
header > div { display: flex; gap: 0.5rem 1rem; flex-wrap: wrap; align-items: center; justify-content: space-between; }
header form { margin: 0; display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; }
h1 { margin: 0.75rem 0; font-size: 1.6rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 1.75rem 0 0.5rem; font-size: 1.15rem; }
a { color: var(--strong); }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; padding: 0.45rem 0.75rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { background: var(--shade); color: var(--soft); font-size: 0.875rem; }
tr:last-child td { border-bottom: 0; }
td.text { white-space: normal; min-width: 10rem; overflow-wrap: anywhere; }
.number { text-align: end; font-variant-numeric: tabular-nums; }
.none, .about { color: var(--soft); }
form { margin: 0.75rem 0; display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: end; }
td form { margin: 0; flex-wrap: nowrap; }
.actions { display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: end; }
label { display: grid; font-size: 0.875rem; color: var(--soft); }
input, button { font: inherit; padding: 0.3rem 0.6rem; border-radius: 6px; border: 1px solid var(--soft); }
input { font-size: 1rem; background: var(--paper); color: var(--ink); max-width: 60vw; box-sizing: border-box; }
button { background: var(--strong); color: var(--on-strong); border-color: var(--strong); cursor: pointer; }
button.quiet { background: none; color: var(--strong); }
:focus-visible { outline: 3px solid light-dark(#b07a12, #d9a640); outline-offset: 2px; }
.state { display: inline-block; padding: 0 0.5rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--shade); }
.refused { border-inline-start: 4px solid var(--refused); padding-inline-start: 1rem; margin: 1rem 0; overflow-wrap: anywhere; }
.refused p { margin: 0.25rem 0; }
.refused p:first-child { color: var(--refused); font-weight: 600; }
@media print { header form, form, button { display: none; } .table { border: 0; overflow: visible; } td { white-space: normal; } }
`;
