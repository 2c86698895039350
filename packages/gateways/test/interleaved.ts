import { type GraphqlServer, tokenOf } from './graphql-server.ts';

/** Who asks: the claims of a member of each of two tenants. */
type Claims = Readonly<{ sub: string; tenant_id: string }>;

const AT_ONCE = 50;
const BRANDS = '{ allSysBrands { nodes { tenantId code } } }';
/** Refused for its second line, when the order is written already. */
const REFUSED = `mutation ($lines: JSON!) {
  createOrder(input: { currencyCode: "EUR", lines: $lines }) { result }
}`;
const LINES = {
  lines: [
    { product_name: 'Ring', quantity: 1, unit_price: 1 },
    { sku: 'there is none', quantity: 1 },
  ],
};

/**
 * Sends requests of two tenants, many at a time. Every seventh fails in its middle, every eleventh is a stranger's. Each of
 * the tenants has one brand, whose code says whose it is.
 *
 * @returns how many ended how: `own` saw the rows of their tenant and no others, `failed` and `refused` are meant to be;
 *   all others have leaked.
 */
export async function interleave(
  server: GraphqlServer,
  requests: number,
  members: readonly [Claims, Claims],
): Promise<{ own: number; failed: number; refused: number; others: string[] }> {
  const counted = { own: 0, failed: 0, refused: 0, others: [] as string[] };
  for (let sent = 0; sent < requests; sent += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, requests - sent) }, (_, at) =>
      outcome(server, sent + at, members),
    );
    for (const each of await Promise.all(batch)) {
      if (each === 'own' || each === 'failed' || each === 'refused') counted[each] += 1;
      else counted.others.push(each);
    }
  }
  return counted;
}

async function outcome(
  server: GraphqlServer,
  at: number,
  members: readonly [Claims, Claims],
): Promise<string> {
  const [member, other] = at % 2 === 0 ? members : [members[1], members[0]];
  if (at % 11 === 0) {
    const { data, errors } = await server.ask(tokenOf({ ...member, tenant_id: other.tenant_id }), BRANDS);
    return data?.allSysBrands === null && errors?.[0]?.extensions?.code === '42501'
      ? 'refused'
      : 'a stranger was let in';
  }
  if (at % 7 === 0) {
    const { errors } = await server.ask(tokenOf(member), REFUSED, LINES);
    return errors?.[0]?.extensions?.code === 'P0002' ? 'failed' : JSON.stringify(errors);
  }
  const { data } = await server.ask(tokenOf(member), BRANDS);
  const rows: { tenantId: string; code: string }[] = data?.allSysBrands?.nodes ?? [];
  const isOwn = rows.some(({ code }) => code === `of-${member.tenant_id}`);
  return isOwn && rows.every(({ tenantId }) => tenantId === member.tenant_id) ? 'own' : JSON.stringify(rows);
}
