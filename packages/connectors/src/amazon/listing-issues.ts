import type { ChannelIssue } from '@quayside/core/domain/channel-issue';
import type { Message } from '@quayside/core/domain/message';
import { z } from 'zod';
import { explainIssue, wordsOf } from './explain-issue.ts';
import type { SellerPlace } from './seller-central.ts';
import { say } from './errors.ts';

/** What we need of `Issue` (Listings Items API 2021-08-01). */
export const amazonIssue = z.object({
  code: z.string().catch('unknown'),
  message: z.string().catch(''),
  /** `ERROR`, `WARNING`, `INFO`. */
  severity: z.string().catch('ERROR'),
  attributeNames: z.array(z.string()).nullish().catch(null),
  marketplaceIds: z.array(z.string()).nullish().catch(null),
  enforcements: z
    .object({ exemption: z.object({ status: z.string() }).nullish() })
    .nullish()
    .catch(null),
});
export type AmazonIssue = z.infer<typeof amazonIssue>;

/**
 * What Amazon finds wrong with a listing on one marketplace, code by code. Amazon calls errors also what does not keep the listing from being sold: while buyers can
 * buy it, or while it is exempt (`EXEMPT`, `EXEMPT_UNTIL_EXPIRY_DATE`), an error is a warning to us. `INFO` asks for nothing.
 */
export function mapIssues(
  issues: readonly AmazonIssue[],
  place: SellerPlace,
  isBuyable: boolean,
): readonly ChannelIssue[] {
  const { marketplace } = place;
  const asking = issues
    .filter(({ severity }) => severity !== 'INFO')
    .filter(({ marketplaceIds }) => !marketplaceIds?.length || marketplaceIds.includes(marketplace));
  return [...Map.groupBy(asking, ({ code }) => code)].map(([code, same]) => {
    const keepsFromSale = same.some(({ severity, enforcements }) => {
      const isExempt = enforcements?.exemption?.status.startsWith('EXEMPT') === true;
      return severity === 'ERROR' && !isExempt && !isBuyable;
    });
    const texts = same.map(({ message }) => message);
    const attributeNames = same.flatMap((each) => each.attributeNames ?? []);
    return {
      ...explainIssue({ code, texts, attributeNames }, place),
      severity: keepsFromSale ? 'error' : 'warning',
    };
  });
}

/** Why Amazon did not take a submission: each of its errors, and one sentence for all, which is that of the first where its code is known. */
export interface Refusal {
  readonly message: Message;
  /** For the log. */
  readonly codes: string;
  readonly issues: readonly ChannelIssue[];
}

export function explainRefusal(issues: readonly AmazonIssue[], place: SellerPlace): Refusal | null {
  const errors = issues.filter(({ severity }) => severity === 'ERROR');
  const explained = mapIssues(errors, place, false);
  const [first] = explained;
  if (first === undefined) return null;
  const codes = explained
    .slice(0, 3)
    .map(({ code }) => code)
    .join(', ');
  const texts = errors.filter(({ code }) => code === first.code).map(({ message }) => message);
  const message = first.isKnown
    ? first.message
    : say('amazon.listing-invalid', { codes, text: wordsOf({ texts }) });
  return { message, codes, issues: explained };
}
