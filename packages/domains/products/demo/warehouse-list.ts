interface Warehouse {
  readonly code: string;
  readonly name: string;
  readonly status: 'active' | 'inactive' | 'closed';
  readonly backorder: boolean;
}

/** The warehouses that every tenant has. */
export const WAREHOUSES: readonly Warehouse[] = [
  { code: 'MAIN', name: 'Main warehouse', status: 'active', backorder: false },
  { code: 'SHOP', name: 'Shop', status: 'active', backorder: false },
  { code: 'WORK', name: 'Workshop', status: 'active', backorder: false },
  { code: 'DIRECT', name: 'Direct from the supplier', status: 'active', backorder: true },
  { code: 'FAIR', name: 'Stand for fairs', status: 'inactive', backorder: false },
  { code: 'OLD', name: 'Old warehouse', status: 'closed', backorder: false },
];

/** Place of the main warehouse in the list. */
export const MAIN = 0;
/** Place of the shop in the list. */
export const SHOP = 1;
/** Place of the workshop in the list. */
export const WORKSHOP = 2;
/** Place of the supplier who sends directly in the list. */
export const DIRECT = 3;

/** Whether more may be promised there than lies there. */
export function allowsBackorder(warehouse: number): boolean {
  return WAREHOUSES[warehouse]?.backorder === true;
}
