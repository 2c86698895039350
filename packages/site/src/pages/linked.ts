import { type Content, html } from '../html.ts';
import type { SiteModel } from '../model/site-model.ts';
import { functionPath } from './paths.ts';

/** A text in which functions of the schema that it names, as `app.place_order`, are links to their pages. */
export function linked(text: string, model: SiteModel, root: string): Content {
  return text.split(/\b(app\.[a-z_][a-z0-9_]*)/).map((part) => {
    const name = part.startsWith('app.') ? part.slice('app.'.length) : '';
    return model.functions.has(name)
      ? html`<a href="${root}${functionPath(name)}"><code>${part}</code></a>`
      : part;
  });
}
