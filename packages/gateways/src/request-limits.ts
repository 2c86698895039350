import {
  type ASTVisitor,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type ValidationContext,
} from 'postgraphile/graphql';

/** How large one request of GraphQL may be. What it may take of the database, `statement_timeout` of its login says. */
export interface RequestLimits {
  /** Fields inside each other: a list, its nodes and a value of theirs are three. */
  readonly depth: number;
  /** Fields in all; those of a fragment count wherever it is spread. */
  readonly fields: number;
  /** Fields of the request itself: each is planned by itself, and each mutation is a transaction. */
  readonly roots: number;
}

/** More than an application asks at once, and less than keeps a server busy for a minute. */
export const LIMITS: RequestLimits = { depth: 12, fields: 1000, roots: 50 };

/**
 * A rule that refuses what is larger, before it is planned. Of questions about the schema, which GraphQL itself keeps from
 * going deep, one is answered.
 *
 * @returns a rule as `validate` of graphql takes it; its errors have `query_too_large` for `code` in `extensions`.
 */
export function limitRule(limits: RequestLimits): (context: ValidationContext) => ASTVisitor {
  return (context) => ({
    OperationDefinition(operation) {
      const found = excessOf(operation, limits, context);
      if (found !== undefined) context.reportError(tooLarge(found, operation));
    },
  });
}

/** What there is too much of; undefined where the request is small enough. It stops at the first, as fragments may multiply. */
function excessOf(
  operation: OperationDefinitionNode,
  limits: RequestLimits,
  context: ValidationContext,
): string | undefined {
  const seen = { fields: 0, roots: 0, schemas: 0, spreads: 0 };
  const walk = (selections: readonly SelectionNode[], depth: number): string | undefined => {
    for (const each of selections) {
      const found = excessAt(each, depth);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const excessAt = (each: SelectionNode, depth: number): string | undefined => {
    if (each.kind === Kind.INLINE_FRAGMENT) return walk(each.selectionSet.selections, depth);
    if (each.kind === Kind.FRAGMENT_SPREAD) {
      seen.spreads += 1;
      // Fragments that spread each other, or nothing but fragments, have no fields to stop at.
      if (seen.spreads > limits.fields) return `more than ${limits.fields} fragments`;
      return walk(context.getFragment(each.name.value)?.selectionSet.selections ?? [], depth);
    }
    seen.fields += 1;
    if (depth === 1) seen.roots += 1;
    if (each.name.value === '__schema') seen.schemas += 1;
    if (seen.roots > limits.roots) return `more than ${limits.roots} queries or mutations`;
    if (seen.fields > limits.fields) return `more than ${limits.fields} fields`;
    if (seen.schemas > 1) return 'more than one question for the schema';
    if (depth > limits.depth) return `more than ${limits.depth} fields inside each other`;
    if (each.name.value === '__schema') return undefined;
    return walk(each.selectionSet?.selections ?? [], depth + 1);
  };
  return walk(operation.selectionSet.selections, 1);
}

function tooLarge(found: string, operation: OperationDefinitionNode): GraphQLError {
  return new GraphQLError(`The request is too large: it has ${found}.`, {
    nodes: operation,
    extensions: { code: 'query_too_large', hint: 'Ask for less at once, or send several requests.' },
  });
}
