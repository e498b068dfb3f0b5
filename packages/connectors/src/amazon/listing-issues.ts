import type { ChannelIssue } from '@quayside/core/domain/listing';
import { z } from 'zod';
import { say } from './errors.ts';

/** What we need of `Issue` (Listings Items API 2021-08-01). */
export const amazonIssue = z.object({
  code: z.string().catch('unknown'),
  message: z.string().catch(''),
  /** `ERROR`, `WARNING`, `INFO`. */
  severity: z.string().catch('ERROR'),
  marketplaceIds: z.array(z.string()).nullish().catch(null),
  enforcements: z
    .object({ exemption: z.object({ status: z.string() }).nullish() })
    .nullish()
    .catch(null),
});
export type AmazonIssue = z.infer<typeof amazonIssue>;

/** Amazon's sentences are for sellers, but some quote half a listing. */
const longestText = 500;

/**
 * What Amazon finds wrong with a listing on one marketplace. Amazon calls errors also what does not keep the listing from being sold: while buyers can
 * buy it, or while it is exempt (`EXEMPT`, `EXEMPT_UNTIL_EXPIRY_DATE`), an error is a warning to us. `INFO` asks for nothing.
 */
export function mapIssues(
  issues: readonly AmazonIssue[],
  marketplace: string,
  isBuyable: boolean,
): readonly ChannelIssue[] {
  return issues
    .filter(({ severity }) => severity !== 'INFO')
    .filter(({ marketplaceIds }) => !marketplaceIds?.length || marketplaceIds.includes(marketplace))
    .map(({ code, message, severity, enforcements }) => {
      const isExempt = enforcements?.exemption?.status.startsWith('EXEMPT') === true;
      const keepsFromSale = severity === 'ERROR' && !isExempt && !isBuyable;
      return {
        code,
        severity: keepsFromSale ? 'error' : 'warning',
        message: say('amazon.listing-issue', { code, text: shorten(message) }),
      };
    });
}

/** The first errors of a refused submission, as the merchant should read them. */
export function describeRefusal(issues: readonly AmazonIssue[]): { codes: string; text: string } | null {
  const errors = issues.filter(({ severity }) => severity === 'ERROR');
  const [first] = errors;
  if (first === undefined) return null;
  const codes = errors.slice(0, 3).map(({ code }) => code);
  return { codes: codes.join(', '), text: shorten(first.message) };
}

function shorten(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
}
