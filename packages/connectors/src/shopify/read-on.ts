import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { ok, type Result } from '@quayside/core/domain/result';

/** A part of a list, as Shopify's connections have it. */
interface Part<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/**
 * All of a list whose first part is there.
 *
 * @param next the part after a cursor; `null` when what the list belongs to is gone.
 */
export async function readOn<Node>(
  first: Part<Node>,
  next: (after: string) => Promise<Result<Part<Node> | null, ConnectorError>>,
): Promise<Result<readonly Node[], ConnectorError>> {
  const nodes = [...first.nodes];
  let at = first.pageInfo;
  while (at.hasNextPage && at.endCursor !== null) {
    const part = await next(at.endCursor);
    if (!part.ok) return part;
    if (part.value === null) break;
    nodes.push(...part.value.nodes);
    at = part.value.pageInfo;
  }
  return ok(nodes);
}
