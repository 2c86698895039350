import { type DemoTenant, perTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';

/** Something that a tenant sells. */
export interface Ware {
  readonly sku: string;
  readonly name: string;
  /** Net price of one piece, in cents. */
  readonly cents: number;
  readonly taxClass: 'standard' | 'reduced';
  /** In percent. */
  readonly taxRate: number;
}

const WARES = 48;

/** What a sale takes, the popular ones first. */
export function wareOf(tenant: DemoTenant, ware: number): Ware {
  return assortmentOf(tenant)[ware] as Ware;
}

const assortmentOf = perTenant((tenant) =>
  Array.from({ length: WARES }, (_, ware) => drawWare(tenant, ware)),
);

const drawWare = keyed('orders.ware', (draw, tenant, ware: number): Ware => {
  const { kinds, styles, from, to, reduced } = ASSORTMENTS[tenant.trade];
  const style = styles[ware % styles.length];
  const kind = kinds[Math.floor(ware / styles.length) % kinds.length];
  const taxClass = reduced ? 'reduced' : 'standard';
  return {
    sku: `${tenant.trade.slice(0, 1).toUpperCase()}${String(ware + 1).padStart(4, '0')}`,
    name: `${style} ${kind}`,
    cents: draw.integer(from, to) * 10 - 5,
    taxClass,
    taxRate: TAX[tenant.country]?.[taxClass] ?? 0,
  };
});

/** How many wares a tenant has. */
export function wareCount(_tenant: DemoTenant): number {
  return WARES;
}

const TAX: Record<string, { readonly standard: number; readonly reduced: number }> = {
  DE: { standard: 19, reduced: 7 },
  FR: { standard: 20, reduced: 5.5 },
  GB: { standard: 20, reduced: 5 },
  US: { standard: 8.25, reduced: 2 },
};

const ASSORTMENTS = {
  jewelry: {
    kinds: ['ring', 'necklace', 'bracelet', 'pair of earrings', 'brooch', 'pendant'],
    styles: ['Gold', 'Silver', 'Rose gold', 'Pearl', 'Sapphire', 'Emerald', 'Engraved', 'Plain'],
    from: 900,
    to: 24_000,
    reduced: false,
  },
  home_goods: {
    kinds: ['shelf', 'rug', 'lamp', 'armchair', 'curtain', 'bowl'],
    styles: ['Oak', 'Linen', 'Wool', 'Walnut', 'Ceramic', 'Rattan', 'Steel', 'Glass'],
    from: 90,
    to: 4_000,
    reduced: false,
  },
  food: {
    kinds: ['hamper', 'oil', 'coffee', 'cheese', 'honey', 'pasta'],
    styles: ['Mountain', 'Orchard', 'Smoked', 'Summer', 'Old town', 'Harbor', 'Farm', 'Festive'],
    from: 30,
    to: 600,
    reduced: true,
  },
};
