import { html } from '../src/html.ts';

test('whatever is not HTML already is escaped, between tags and in attributes', () => {
  const hostile = `<script>alert("it's & over")</script>`;
  const { text } = html`<p title="${hostile}">${hostile}</p>`;
  const escaped = '&lt;script&gt;alert(&quot;it&#39;s &amp; over&quot;)&lt;/script&gt;';
  expect(text).toBe(`<p title="${escaped}">${escaped}</p>`);
});

test('pieces and lists of them are taken in, nothing is nothing', () => {
  const items = ['a<b', 'c'].map((each) => html`<li>${each}</li>`);
  const { text } = html`<ul>${items}</ul>${null}${undefined}${false}${0}`;
  expect(text).toBe('<ul><li>a&lt;b</li><li>c</li></ul>0');
});
