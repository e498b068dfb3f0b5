import type { ConnectorError } from '../domain/connector-error.ts';
import { toMilliseconds, type Instant } from '../domain/instant.ts';
import type { MarketplaceId } from '../domain/ids.ts';
import type { CatalogueItem } from '../domain/match.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { mayLink, type Compared, type MatchRules } from '../matching/decide-match.ts';
import type { Sibling } from '../matching/match-family.ts';
import type { MatchRecord } from '../matching/match-record.ts';
import type { Matcher } from '../matching/matcher.ts';
import { planQueries } from '../matching/plan-queries.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import type { Clock } from '../ports/clock.ts';
import { compareItems } from './compare-items.ts';

/** One variant of a product that is looked for in a channel's catalogue. */
export interface SoughtSibling {
  readonly id: string;
  readonly record: MatchRecord;
  /** Catalogue ids that the merchant has rejected. */
  readonly rejected: ReadonlySet<string>;
}

export interface SearchPlan {
  readonly channel: OpenedChannel;
  readonly marketplace: MarketplaceId;
  readonly matcher: Matcher;
  readonly rules: MatchRules;
  readonly clock: Clock;
  /** After this moment nothing more is asked: what was found so far must do. */
  readonly until: Instant;
}

/**
 * Finds what the variants of one product may be in a channel's catalogue, and compares each with all that was found for any of them: siblings stand beside each other
 * there. Asked is only for what is not found yet, by words, at most three times for each.
 *
 * @param known items that carry one of their trade item numbers.
 */
export async function findItems(
  { channel, marketplace, matcher, rules, clock, until }: SearchPlan,
  siblings: readonly SoughtSibling[],
  known: readonly CatalogueItem[],
): Promise<Result<readonly Sibling<CatalogueItem>[], ConnectorError>> {
  const { search } = channel.connector.catalogue;
  const mostWords = channel.manifest.catalogue.search?.mostWords ?? 0;
  const items = new Map(known.map((item) => [item.catalogueId, item]));
  const compare = ({ record, rejected }: SoughtSibling) =>
    compareItems(matcher, record, [...items.values()], rejected);
  const asked = new Set<string>();
  for (const sibling of siblings) {
    if (search === undefined) break;
    for (const { words, brand } of planQueries(sibling.record)) {
      if (toMilliseconds(clock.now()) >= toMilliseconds(until) || isFound(compare(sibling), rules)) break;
      const question = { marketplace, words: words.slice(0, mostWords), brand };
      const key = JSON.stringify(question);
      // Siblings often have the same words.
      if (asked.has(key)) continue;
      asked.add(key);
      const answer = await search(question);
      if (!answer.ok) return err(answer.error);
      for (const item of answer.value) items.set(item.catalogueId, item);
    }
  }
  return ok(siblings.map((sibling) => ({ id: sibling.id, compared: compare(sibling) })));
}

/** Whether what was found is so good that nothing better is worth a call. */
function isFound(compared: readonly Compared<CatalogueItem>[], { threshold }: MatchRules): boolean {
  return compared.some(
    (each) => mayLink(each) && (each.comparison.agreement !== null || each.comparison.score >= threshold),
  );
}
