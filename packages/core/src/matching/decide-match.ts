import type { MatchRecord } from './match-record.ts';
import type { MatchComparison } from './matcher.ts';

/** One candidate for what is wanted, and what the matcher says of it. */
export interface Compared<Item> {
  readonly item: Item;
  readonly comparison: MatchComparison;
  /** The merchant has said before that it is not this. */
  readonly isRejected: boolean;
  /** Both carry trade item numbers, and none is the same (`contradicts`). */
  readonly isContradicted: boolean;
}

/** What a workspace allows. */
export interface MatchRules {
  /** Whether a score alone may link. */
  readonly isByScoreAllowed: boolean;
  /** The workspace's own, see `adaptThreshold`. */
  readonly threshold: number;
  /** From here on a candidate is likely, see `adaptLikely`. */
  readonly likelyThreshold: number;
}

export type ScoredDecision<Item> =
  /** Nothing but this one, by an identifier or by the score. */
  | { readonly kind: 'link'; readonly by: 'identifier' | 'score'; readonly chosen: Compared<Item> }
  /** For the merchant to choose from, the best first. */
  | { readonly kind: 'propose'; readonly proposals: readonly Compared<Item>[] }
  /** Nothing was found that the merchant has not rejected. */
  | { readonly kind: 'none' };

/** So many likely candidates are proposed at most, and so many unlikely ones where there are fewer likely ones. */
export const mostProposals = 20;
export const leastProposals = 3;
/** How far the best score must lie above the next one's before it alone may link. */
export const clearLead = 0.2;

/**
 * Decides what becomes of one wanted record, of all candidates found for it. What the merchant has rejected is out of it.
 *
 * An identifier links where exactly one candidate carries it and nothing forbids that candidate; a trade item number counts before a manufacturer's part number.
 * A score links only where the workspace allows it, from the workspace's threshold on, when nothing speaks against the candidate and no other comes near it.
 * Nothing links whose own trade item numbers are others. Everything else is proposed.
 */
export function decideMatch<Item>(
  compared: readonly Compared<Item>[],
  rules: MatchRules,
): ScoredDecision<Item> {
  const open = compared.filter(({ isRejected }) => !isRejected);
  const byIdentifier = onlyAgreed(open);
  if (byIdentifier !== null) return { kind: 'link', by: 'identifier', chosen: byIdentifier };
  const [best, ...others] = byScore(open);
  if (best !== undefined && rules.isByScoreAllowed && isAboveAll(best, others, rules.threshold)) {
    return { kind: 'link', by: 'score', chosen: best };
  }
  return proposeMatches(compared, rules);
}

/** As `decideMatch`, for what must not link by itself whatever was found. */
export function proposeMatches<Item>(
  compared: readonly Compared<Item>[],
  { likelyThreshold }: Pick<MatchRules, 'likelyThreshold'>,
): ScoredDecision<Item> {
  const sorted = byScore(compared.filter(({ isRejected }) => !isRejected));
  if (sorted.length === 0) return { kind: 'none' };
  const likely = sorted.filter(({ comparison }) => comparison.score >= likelyThreshold);
  const proposals =
    likely.length >= leastProposals ? likely.slice(0, mostProposals) : sorted.slice(0, leastProposals);
  return { kind: 'propose', proposals };
}

/** Whether both carry trade item numbers and none is the same: then they are most likely two products, whatever else agrees. */
export function contradicts(one: Pick<MatchRecord, 'gtins'>, other: Pick<MatchRecord, 'gtins'>): boolean {
  return (
    one.gtins.length > 0 && other.gtins.length > 0 && !one.gtins.some((gtin) => other.gtins.includes(gtin))
  );
}

/** Whether it may be taken without a person who says so. */
export function mayLink({ comparison, isRejected, isContradicted }: Compared<unknown>): boolean {
  return !isRejected && !isContradicted && comparison.vetoes.length === 0;
}

function onlyAgreed<Item>(open: readonly Compared<Item>[]): Compared<Item> | null {
  for (const kind of ['gtin', 'part-number'] as const) {
    const agreed = open.filter(({ comparison }) => comparison.agreement === kind);
    if (agreed.length === 0) continue;
    const [only, ...more] = agreed.filter(mayLink);
    // One that is forbidden and carries the stronger identifier is no reason to go by a weaker one.
    return only !== undefined && more.length === 0 ? only : null;
  }
  return null;
}

function isAboveAll(
  best: Compared<unknown>,
  others: readonly Compared<unknown>[],
  threshold: number,
): boolean {
  const next = others[0]?.comparison.score ?? 0;
  const { score } = best.comparison;
  return mayLink(best) && score >= threshold && score - next >= clearLead;
}

/** The best first. */
function byScore<Item>(compared: readonly Compared<Item>[]): Compared<Item>[] {
  return compared.toSorted((one, other) => other.comparison.score - one.comparison.score);
}
