/** A node of EXPLAIN (FORMAT JSON), as far as it is read here. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** What a plan reads tables by. */
export interface PlanReading {
  /** Names of the indexes, in the order of the plan. */
  readonly indexes: readonly string[];
  /** What a query of a screen must not do under row level security, one line each. */
  readonly faults: readonly string[];
}

/** Walks a plan: every table must be read by an index whose condition names the tenant. */
export function readPlan(root: PlanNode): PlanReading {
  const indexes: string[] = [];
  const faults: string[] = [];
  const visit = (node: PlanNode) => {
    const type = node['Node Type'];
    const index = node['Index Name'];
    if (index !== undefined) {
      indexes.push(index);
      if (!/\btenant_id = /.test(node['Index Cond'] ?? ''))
        faults.push(`${index} is not searched by tenant_id`);
    } else if (node['Relation Name'] !== undefined && type !== 'Bitmap Heap Scan') {
      faults.push(`${type} on ${node['Relation Name']}`);
    }
    for (const child of node.Plans ?? []) visit(child);
  };
  visit(root);
  return { indexes, faults };
}
