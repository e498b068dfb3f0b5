import { say } from '../domain/message.ts';
import { assignPairs } from './assign-pairs.ts';
import {
  decideMatch,
  mayLink,
  proposeMatches,
  type Compared,
  type MatchRules,
  type ScoredDecision,
} from './decide-match.ts';

/** What of an item a family is told by. */
export interface FamilyItem {
  readonly catalogueId: string;
  readonly familyId: string | null;
}

/** One variant of a product, with what was found for it. */
export interface Sibling<Item extends FamilyItem> {
  readonly id: string;
  readonly compared: readonly Compared<Item>[];
}

/** Which family of the channel's catalogue a product is, and which of its items each variant. */
export interface FamilyFit {
  readonly familyId: string;
  /** By the siblings' ids. */
  readonly catalogueIds: ReadonlyMap<string, string>;
}

/**
 * Finds the family that a product's variants fit best: the one whose items, each given to at most one variant, fit most of them, and then best. Only pairs count
 * that are likely and that nothing forbids.
 *
 * @returns `null` when no family fits two of them.
 */
export function fitFamily<Item extends FamilyItem>(
  siblings: readonly Sibling<Item>[],
  { likelyThreshold }: Pick<MatchRules, 'likelyThreshold'>,
): FamilyFit | null {
  const families = new Map<string, Set<string>>();
  for (const { compared } of siblings) {
    for (const { item } of compared) {
      if (item.familyId === null) continue;
      families.set(item.familyId, (families.get(item.familyId) ?? new Set()).add(item.catalogueId));
    }
  }
  let best: { readonly fit: FamilyFit; readonly worth: number } | null = null;
  for (const familyId of [...families.keys()].sort()) {
    const items = [...(families.get(familyId) ?? [])].sort();
    const worth = siblings.map(({ compared }) => {
      const byId = new Map(compared.map((each) => [each.item.catalogueId, each]));
      return items.map((id) => worthOf(byId.get(id), likelyThreshold));
    });
    const pairs = assignPairs(worth);
    const catalogueIds = new Map(
      pairs.map(({ row, column }) => [siblings[row]?.id ?? '', items[column] ?? '']),
    );
    const total = pairs.reduce((sum, { row, column }) => sum + (worth[row]?.[column] ?? 0), 0);
    if (catalogueIds.size >= 2 && total > (best?.worth ?? 0)) {
      best = { fit: { familyId, catalogueIds }, worth: total };
    }
  }
  return best?.fit ?? null;
}

/** Every pair counts for more than what scores can make up for, so that most siblings fit; an identifier counts for one more pair. */
function worthOf(pair: Compared<unknown> | undefined, likely: number): number {
  if (pair === undefined || !mayLink(pair)) return 0;
  const { score, agreement } = pair.comparison;
  if (agreement !== null) return 20 + score;
  return score >= likely ? 10 + score : 0;
}

/**
 * Decides for all variants of one product together, each as `decideMatch` does, and beyond that:
 *
 * - an item goes to one of them only: where two would be linked to it, the one that carries its identifier is, or none;
 * - where a family fits two or more, its item for a variant is proposed first, and that is said;
 * - a score links within that family only, once there is one.
 *
 * @returns a decision for each sibling, in their order.
 */
export function decideFamily<Item extends FamilyItem>(
  siblings: readonly Sibling<Item>[],
  rules: MatchRules,
): readonly ScoredDecision<Item>[] {
  const fit = fitFamily(siblings, rules);
  const told = siblings.map((sibling) => (fit === null ? sibling : tellFamily(sibling, fit)));
  const decided = told.map(({ id, compared }) => {
    const decision = decideMatch(compared, rules);
    const isByScore = decision.kind === 'link' && decision.by === 'score';
    const isOutside =
      isByScore && fit !== null && decision.chosen.item.catalogueId !== fit.catalogueIds.get(id);
    return isOutside ? proposeMatches(compared, rules) : decision;
  });
  const takers = Map.groupBy(
    decided.flatMap((decision) => (decision.kind === 'link' ? [decision] : [])),
    ({ chosen }) => chosen.item.catalogueId,
  );
  return told.map(({ id, compared }, index) => {
    const decision = decided[index] ?? { kind: 'none' };
    const isLost = decision.kind === 'link' && !mayTake(decision, takers);
    return firstOf(isLost ? proposeMatches(compared, rules) : decision, fit?.catalogueIds.get(id));
  });
}

type Link<Item> = Extract<ScoredDecision<Item>, { readonly kind: 'link' }>;

function mayTake<Item extends FamilyItem>(
  decision: Link<Item>,
  takers: ReadonlyMap<string, readonly Link<Item>[]>,
): boolean {
  const rivals = takers.get(decision.chosen.item.catalogueId) ?? [];
  if (rivals.length < 2) return true;
  const identified = rivals.filter(({ by }) => by === 'identifier');
  return identified.length === 1 && decision.by === 'identifier';
}

function tellFamily<Item extends FamilyItem>({ id, compared }: Sibling<Item>, fit: FamilyFit): Sibling<Item> {
  const fitting = fit.catalogueIds.get(id);
  if (fitting === undefined) return { id, compared };
  const reason = say('match.same-family', { count: fit.catalogueIds.size });
  return {
    id,
    compared: compared.map((each) => {
      if (each.item.catalogueId !== fitting) return each;
      const { comparison } = each;
      return { ...each, comparison: { ...comparison, reasons: [...comparison.reasons, reason] } };
    }),
  };
}

/** Puts what fits the family first among what is proposed. */
function firstOf<Item extends FamilyItem>(
  decision: ScoredDecision<Item>,
  fitting: string | undefined,
): ScoredDecision<Item> {
  if (decision.kind !== 'propose' || fitting === undefined) return decision;
  const isFitting = ({ item }: Compared<Item>): boolean => item.catalogueId === fitting;
  const { proposals } = decision;
  return {
    kind: 'propose',
    proposals: [...proposals.filter(isFitting), ...proposals.filter((each) => !isFitting(each))],
  };
}
