import { anyStaff } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

const DOCUMENTS = [
  { title: 'Who buys from us', category: 'market_research', file: 'customers.pdf' },
  { title: 'Contract with the photographer', category: 'contract', file: 'photographer.pdf' },
  { title: 'Figures of last year', category: 'report', file: 'figures.xlsx' },
  { title: 'Ideas for the anniversary', category: 'idea', file: null },
] as const;

const maker = keyed('mkt_reference_documents.maker', (draw, tenant) => anyStaff(tenant, draw));

/** Four documents; one is only a title yet. */
export const referenceDocuments = factory('mkt_reference_documents', {
  count: () => DOCUMENTS.length,
  fixed: true,
  story: (_tenant, number) => DOCUMENTS[number % DOCUMENTS.length] as (typeof DOCUMENTS)[number],
  alone: { created_by: null, updated_by: null },
  cells: {
    title: ({ title }, _draw, tenant) => say(tenant, title),
    category: ({ category }) => category,
    description: null,
    file_url: ({ file }, _draw, tenant) =>
      file === null ? null : `https://${tenant.slug}.example.com/documents/${file}`,
    size_bytes: ({ file }, draw) => (file === null ? null : draw.integer(40_000, 2_000_000)),
    created_by: (_document, _draw, tenant, id) => maker(tenant, id),
    updated_by: (_document, _draw, tenant, id) => maker(tenant, id),
    created_at: (_document, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_document, _draw, tenant) => time(beforeStory(tenant)),
  },
});
