import { join } from 'node:path';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { testWorkspace } from '@erp/testing/database';
import type { ChunkOrder } from '../src/chunk.ts';
import { type Generators, openGenerators } from '../src/generators.ts';

const tenant: DemoTenant = {
  id: 1,
  slug: 'amber',
  name: 'Amber',
  trade: 'food',
  locale: 'en-GB',
  country: 'GB',
  currency: 'GBP',
  timezone: 'Europe/London',
  since: Date.UTC(2025, 0),
  until: Date.UTC(2026, 5),
  customers: 40,
  key: 7,
  staff: [],
};

/** Twelve small pieces of work, more than two workers make ahead. */
async function pieces(): Promise<readonly ChunkOrder[]> {
  const crm = (await testWorkspace()).domains.find(({ name }) => name === 'crm');
  const file = join(crm?.directory ?? '', 'demo/demo.ts');
  return Array.from({ length: 12 }, (_, index) => ({
    file,
    table: 'crm_personal_profile',
    tenant,
    from: index * 3,
    to: index * 3 + 3,
    block: 0,
  }));
}

/** What was read, looked at when all of it was. */
async function readAll(generators: Generators, count: number): Promise<readonly string[]> {
  const chunks = [];
  for (let read = 0; read < count; read += 1) chunks.push(await generators.next());
  return chunks.map(({ bytes, rows }) => `${rows} ${Buffer.from(bytes).toString()}`);
}

test('what workers made stays as it was until the server has taken it, however much was read meanwhile', async () => {
  const orders = await pieces();
  const [here, workers] = [openGenerators(0, orders), openGenerators(2, orders)];
  try {
    const chunks = await readAll(here, orders.length);
    expect(new Set(chunks).size).toBe(orders.length);
    expect(await readAll(workers, orders.length)).toEqual(chunks);
  } finally {
    await Promise.all([here.close(), workers.close()]);
  }
});

test('memory of chunks that the server has taken is used again, and gives the same rows', async () => {
  const orders = await pieces();
  const [here, workers] = [openGenerators(0, orders), openGenerators(1, orders)];
  try {
    for (let read = 0; read < orders.length; read += 1) {
      const [expected] = await readAll(here, 1);
      const chunk = await workers.next();
      expect(`${chunk.rows} ${Buffer.from(chunk.bytes).toString()}`).toBe(expected);
      workers.taken();
      // Given back: nobody can read it any more.
      expect(chunk.bytes.byteLength).toBe(0);
    }
  } finally {
    await Promise.all([here.close(), workers.close()]);
  }
});
