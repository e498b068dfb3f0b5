import type { ChannelIssue, Repair } from '@quayside/core/domain/channel-issue';
import { ok } from '@quayside/core/domain/result';
import type { ChannelConnector } from '@quayside/core/ports/channel-connector';
import { z } from 'zod';
import type { AmazonClient } from './client.ts';
import { say } from './errors.ts';
import { conditionTypes } from './listing-bodies.ts';
import { sellerPages, type SellerPlace } from './seller-central.ts';
import type { AmazonSettings } from './settings.ts';

const reason = z.object({
  message: z.string().catch(''),
  /** `APPROVAL_REQUIRED`, `ASIN_NOT_FOUND`, `NOT_ELIGIBLE`; the official example has none. */
  reasonCode: z.string().nullish().catch(null),
  links: z
    .array(z.object({ resource: z.string() }))
    .nullish()
    .catch(null),
});
type Reason = z.infer<typeof reason>;

/** `RestrictionList` of the Listings Restrictions API 2021-08-01. */
const restrictionList = z.object({
  restrictions: z.array(
    z.object({
      marketplaceId: z.string(),
      conditionType: z.string().nullish(),
      reasons: z.array(reason).nullish().catch(null),
    }),
  ),
});

/** Sentences by reason; any other is Amazon's own. */
const messages = {
  APPROVAL_REQUIRED: 'amazon.restriction.approval-required',
  ASIN_NOT_FOUND: 'amazon.restriction.no-item',
  NOT_ELIGIBLE: 'amazon.restriction.not-eligible',
} as const;

/** What Amazon calls a restriction without a reason code. */
const unnamed = 'RESTRICTED';

/** Asks what keeps the seller from offering an item in a condition, before anything is offered. */
export function amazonRestrictions(
  client: AmazonClient,
  { sellerId }: Pick<AmazonSettings, 'sellerId'>,
): NonNullable<ChannelConnector['listings']['restrictions']> {
  return async (request) => {
    const { marketplace, catalogueId, terms } = request;
    const conditionType = conditionTypes[terms.condition];
    const answer = await client.call({
      operation: 'getListingsRestrictions',
      method: 'GET',
      path: '/listings/2021-08-01/restrictions',
      query: { asin: catalogueId, conditionType, sellerId, marketplaceIds: [marketplace] },
      schema: restrictionList,
    });
    if (!answer.ok) return answer;
    const own = answer.value.restrictions.filter(
      (each) => each.marketplaceId === marketplace && (each.conditionType ?? conditionType) === conditionType,
    );
    const reasons = own.flatMap((each) => each.reasons ?? [{ message: '' }]);
    return ok([
      ...new Map(reasons.map((each) => [each.reasonCode ?? unnamed, toIssue(each, request)])).values(),
    ]);
  };
}

function toIssue({ message: text, reasonCode, links }: Reason, place: SellerPlace): ChannelIssue {
  const code = reasonCode ?? unnamed;
  const known = Object.hasOwn(messages, code) ? messages[code as keyof typeof messages] : null;
  const message = known === null ? say('amazon.restriction.other', { text: text || code }) : say(known);
  const pages = links?.map(({ resource }) => resource).filter(isAmazons) ?? [];
  const [page = code === 'APPROVAL_REQUIRED' ? (sellerPages(place)?.approval ?? undefined) : undefined] =
    pages;
  const repairs: readonly Repair[] = [
    ...(page === undefined ? [] : [{ kind: 'ask-approval', url: page } as const]),
    { kind: 'choose-match' },
    { kind: 'relist' },
  ];
  return {
    code,
    severity: 'error',
    message,
    words: known === null || text === '' ? null : text,
    attributes: [{ name: 'merchant_suggested_asin', fact: 'catalogue-id', ours: null, theirs: null }],
    repairs,
    isKnown: known !== null || reasonCode == null,
  };
}

/** Only Amazon's own pages are linked, whatever an answer says. */
function isAmazons(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && /(^|\.)amazon(\.com?)?\.[a-z]{2,3}$/.test(hostname);
}
