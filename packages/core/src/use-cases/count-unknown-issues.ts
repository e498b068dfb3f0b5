import type { ChannelIssue } from '../domain/channel-issue.ts';
import type { Listing } from '../domain/listing.ts';
import type { Scope } from './commit.ts';

/**
 * Counts the codes that the connector cannot explain, once for each listing that comes to show one: whoever runs Quayside sees by them what to explain next. What the
 * listing showed before is not counted again.
 */
export async function countUnknownIssues(
  scope: Scope,
  listing: Pick<Listing, 'connectionId' | 'issues'>,
  issues: readonly ChannelIssue[],
): Promise<void> {
  const shown = new Set(listing.issues.map(({ code }) => code));
  const unknown = issues.filter(({ code, isKnown }) => !isKnown && !shown.has(code));
  if (unknown.length === 0) return;
  const account = await scope.tx.connections.get(listing.connectionId);
  if (account === undefined) throw new Error('A listing without its channel account');
  const { connector } = account;
  const codes = unknown.map(({ code, message }) => ({ code, text: message }));
  await scope.tx.unknownIssues.count(connector, codes, scope.now);
  for (const { code } of codes) scope.log('unknown-issue-code', { connector, code });
}
