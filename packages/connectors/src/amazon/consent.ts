import type { MarketplaceId } from '@quayside/core/domain/ids';
import { ok } from '@quayside/core/domain/result';
import type { Consent } from '@quayside/core/ports/connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { readAs } from '../_kit/parse-json.ts';
import { accessOf } from './access.ts';
import { openAmazonClient } from './client.ts';
import { say } from './errors.ts';
import { manifest } from './manifest.ts';
import { amazonMarketplaces, type AmazonMarketplace } from './marketplaces.ts';
import { readParticipations } from './participations.ts';
import { amazonRegistration, type AmazonCredentials, type AmazonSettings } from './settings.ts';
import { exchangeCode } from './token.ts';

/** Where the seller signs in: an authorisation is for the whole region of that marketplace. */
const choices = z.object({ marketplaceId: z.enum(amazonMarketplaces.map(({ id }) => id as string)) });

/** What Seller Central sends back with the seller (Amazon's documentation, "Website Authorization Workflow"). */
const callBack = z.object({
  selling_partner_id: z.string().regex(/^[A-Z0-9]+$/),
  spapi_oauth_code: z.string().min(1),
});

/**
 * Consent on Amazon's own pages (OAuth 2.0, "Website Authorization Workflow"). The seller chooses a marketplace, whose Seller Central shows the page; which others
 * the account sells on is then asked of Amazon.
 */
export const amazonConsent: Consent = {
  choices,
  pageUrl({ registration, choices: chosen, returnUrl, state }) {
    const { applicationId, isDraft, consentUrl } = amazonRegistration.parse(registration);
    const page = new URL(consentUrl ?? `${marketplaceOf(chosen).sellerCentral}/apps/authorize/consent`);
    page.searchParams.set('application_id', applicationId);
    page.searchParams.set('state', state);
    page.searchParams.set('redirect_uri', returnUrl);
    if (isDraft) page.searchParams.set('version', 'beta');
    return page.href;
  },
  async complete({ registration, choices: chosen, returnUrl, query }, context) {
    const back = readAs(callBack, query);
    if (!back.ok) {
      return fail({ kind: 'invalid-input' }, say('amazon.consent-declined'), `consent: ${back.error}`);
    }
    const marketplace = marketplaceOf(chosen);
    const { region } = marketplace;
    const access = accessOf({}, { region }, registration);
    const refreshToken = await exchangeCode(access, back.value.spapi_oauth_code, returnUrl, context);
    if (!refreshToken.ok) return refreshToken;
    const client = openAmazonClient(access, refreshToken.value, context, manifest.timing.writeTimeoutMs);
    const joined = await readParticipations(client);
    if (!joined.ok) return joined;
    const marketplaceIds = amazonMarketplaces
      .filter((each) => each.region === region)
      .map(({ id }) => id as string)
      .filter((id) => joined.value.some(({ marketplaceId }) => marketplaceId === id));
    if (marketplaceIds.length === 0) {
      const detail = 'consent: no marketplace of the region';
      return fail({ kind: 'invalid-input' }, say('amazon.consent-no-marketplace'), detail);
    }
    const credentials: AmazonCredentials = { refreshToken: refreshToken.value };
    const sellerId = back.value.selling_partner_id;
    const settings: Pick<AmazonSettings, 'region' | 'sellerId' | 'marketplaceIds'> = {
      region,
      sellerId,
      marketplaceIds,
    };
    const shop = joined.value.find(({ marketplaceId }) => marketplaceId === marketplace.id);
    return ok({ credentials, settings, name: shop?.storeName ?? `Amazon ${sellerId}` });
  },
};

function marketplaceOf(chosen: unknown): AmazonMarketplace {
  const id = choices.parse(chosen).marketplaceId as MarketplaceId;
  const found = amazonMarketplaces.find((each) => each.id === id);
  if (found === undefined) throw new Error(`${id} is no marketplace`);
  return found;
}
