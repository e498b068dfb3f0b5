import type { ChannelIssue, IssueAttribute, Repair, RepairKind } from '@quayside/core/domain/channel-issue';
import { say } from './errors.ts';
import { factsOfAttributes, issueExplanations, type Explanation } from './issue-explanations.ts';
import { sellerPages, type SellerPlace } from './seller-central.ts';

/** What Amazon says of a listing under one code: the sentences and the attributes of all its issues with that code. */
export interface SaidOfCode {
  readonly code: string;
  readonly texts: readonly string[];
  readonly attributeNames: readonly string[];
}

/** Amazon's sentences are for sellers, but some quote half a listing. */
const longestText = 500;
const mostAttributes = 20;

/** Explains a code, or repeats Amazon's own words with a link to its page about the code. */
export function explainIssue(said: SaidOfCode, place: SellerPlace): Omit<ChannelIssue, 'severity'> {
  const { code } = said;
  const explanation = issueExplanations.get(code);
  const text = wordsOf(said);
  const attributes = attributesOf(said, explanation);
  const names = attributes.map(({ name }) => name).join(', ') || 'none';
  const repairs = repairsOf(code, attributes, explanation, place);
  if (explanation === undefined) {
    const message = say('amazon.listing-issue', { code, text });
    return { code, message, words: null, attributes, repairs, isKnown: false };
  }
  const message = say(explanation.message, { attributes: names });
  return { code, message, words: text === '' ? null : text, attributes, repairs, isKnown: true };
}

/** Amazon's sentences, each once, in a length that can be shown. */
export function wordsOf({ texts }: Pick<SaidOfCode, 'texts'>): string {
  const text = [...new Set(texts)].filter((each) => each !== '').join(' ');
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
}

/**
 * How Amazon sets the seller's value against its own within a sentence: `item_name (Merchant: 'a' / Amazon: 'b')` (amzn/selling-partner-api-docs issue 3638). The word
 * for the seller is taken in any language; what does not look like this is left in the sentence alone.
 */
const difference = /([a-z][a-z0-9_.]*) \([^()':]{1,40}: ?'(.{0,200}?)' \/ Amazon ?: ?'(.{0,200}?)'\)/gu;

function attributesOf(
  { texts, attributeNames }: SaidOfCode,
  explanation: Explanation | undefined,
): readonly IssueAttribute[] {
  const differences = texts.flatMap((text) => [...text.matchAll(difference)]);
  const values = new Map(
    differences.map(([, name = '', ours = '', theirs = '']) => [name, { ours, theirs }] as const),
  );
  const named = [...new Set([...attributeNames, ...values.keys()])];
  const about = explanation === undefined || explanation.about === 'named' ? [] : explanation.about;
  return (named.length > 0 ? named : about).slice(0, mostAttributes).map((name) => ({
    name,
    // Some issues name a member of an attribute, such as `purchasable_offer.our_price`.
    fact: factsOfAttributes[name.split('.')[0] ?? name] ?? null,
    ours: values.get(name)?.ours ?? null,
    theirs: values.get(name)?.theirs ?? null,
  }));
}

/** A value that is wrong is put right where it comes from, and only then is anything sent or asked again. */
function repairsOf(
  code: string,
  attributes: readonly IssueAttribute[],
  explanation: Explanation | undefined,
  place: SellerPlace,
): readonly Repair[] {
  const facts = attributes.map(({ fact }) => fact);
  const kinds = new Set<RepairKind>([
    ...(facts.includes('price') ? (['edit-prices'] as const) : []),
    ...(facts.includes('title') || facts.includes('gtin') ? (['edit-product'] as const) : []),
    ...(explanation?.repairs ?? ['read-about', 'open-listing', 'read-again']),
  ]);
  const pages = sellerPages(place);
  return [...kinds].flatMap((kind): readonly Repair[] => {
    switch (kind) {
      case 'open-listing':
        return pages === null ? [] : [{ kind, url: pages.listing }];
      case 'ask-approval':
        return pages?.approval == null ? [] : [{ kind, url: pages.approval }];
      case 'read-about':
        return pages === null ? [] : [{ kind, url: pages.code(code) }];
      default:
        return [{ kind }];
    }
  });
}
