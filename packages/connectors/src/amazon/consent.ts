import type { MarketplaceId } from '@quayside/core/domain/ids';
import { ok } from '@quayside/core/domain/result';
import type { Consent } from '@quayside/core/ports/consent';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { readAs } from '../_kit/parse-json.ts';
import { accessOf } from './access.ts';
import { openAmazonClient } from './client.ts';
import { say } from './errors.ts';
import { manifest } from './manifest.ts';
import { amazonMarketplaces, type AmazonMarketplace } from './marketplaces.ts';
import { readParticipations } from './participations.ts';
import { amazonRegistration, type AmazonSettings } from './settings.ts';
import { exchangeCode } from './token.ts';

const sellerId = z.string().regex(/^[A-Z0-9]+$/);

/** Where the seller signs in: an authorisation is for the whole region of that marketplace. */
const choices = z.object({
  marketplaceId: z.enum(amazonMarketplaces.map(({ id }) => id as string)),
  /** Where a seller who began at Amazon's Appstore goes on, and with which state of Amazon's. */
  start: z
    .object({ callBackUrl: z.url(), amazonState: z.string(), sellerId: sellerId.optional() })
    .optional(),
});

/** What the Appstore sends along to the application's login address (Amazon's documentation, "Marketplace Appstore Authorization Workflow"). */
const appstoreStart = z.object({
  amazon_callback_uri: z.string().max(2_000),
  amazon_state: z.string().min(1).max(2_000),
  selling_partner_id: sellerId.optional(),
});

/** What Seller Central sends back with the seller (Amazon's documentation, "Website Authorization Workflow"). */
const callBack = z.object({
  selling_partner_id: sellerId,
  spapi_oauth_code: z.string().min(1),
});

/**
 * Consent on Amazon's own pages (OAuth 2.0, "Website Authorization Workflow"). The seller chooses a marketplace, whose Seller Central shows the page; which others
 * the account sells on is then asked of Amazon. One who begins at Amazon's Appstore goes on where they came from ("Marketplace Appstore Authorization Workflow").
 */
export const amazonConsent: Consent = {
  choices,
  readStart(query, registration) {
    const sent = appstoreStart.safeParse(query).data;
    const { consentUrl } = amazonRegistration.parse(registration);
    if (sent === undefined) return null;
    const { amazon_callback_uri: callBackUrl, amazon_state: amazonState, selling_partner_id: id } = sent;
    const origin = originOf(callBackUrl);
    const start = { callBackUrl, amazonState, ...(id === undefined ? {} : { sellerId: id }) };
    // Another Amazon does not say of which marketplace it is: the seller chooses.
    if (consentUrl !== undefined) return origin === new URL(consentUrl).origin ? { start } : null;
    const at = amazonMarketplaces.find(({ sellerCentral }) => sellerCentral === origin);
    return at === undefined ? null : { start, marketplaceId: at.id };
  },
  pageUrl({ registration, choices: chosen, returnUrl, state }) {
    const { applicationId, isDraft, consentUrl } = amazonRegistration.parse(registration);
    const { start } = choices.parse(chosen);
    const page = new URL(
      start?.callBackUrl ?? consentUrl ?? `${marketplaceOf(chosen).sellerCentral}/apps/authorize/consent`,
    );
    if (start === undefined) page.searchParams.set('application_id', applicationId);
    else page.searchParams.set('amazon_state', start.amazonState);
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
    const { start } = choices.parse(chosen);
    if (start?.sellerId !== undefined && start.sellerId !== back.value.selling_partner_id) {
      const detail = 'consent: another seller than the one who began';
      return fail({ kind: 'invalid-input' }, say('amazon.consent-other-seller'), detail);
    }
    const marketplace = marketplaceOf(chosen);
    const { region } = marketplace;
    const access = accessOf({}, { region }, registration);
    const credentials = await exchangeCode(access, back.value.spapi_oauth_code, returnUrl, context);
    if (!credentials.ok) return credentials;
    const client = openAmazonClient(access, credentials.value, context, manifest.timing.writeTimeoutMs);
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
    const { selling_partner_id: seller } = back.value;
    const settings: Pick<AmazonSettings, 'region' | 'sellerId' | 'marketplaceIds'> = {
      region,
      sellerId: seller,
      marketplaceIds,
    };
    const shop = joined.value.find(({ marketplaceId }) => marketplaceId === marketplace.id);
    return ok({ credentials: credentials.value, settings, name: shop?.storeName ?? `Amazon ${seller}` });
  },
};

/** Only what is an address without a user in it; else nothing that could be ours. */
function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { origin, username, password } = new URL(address);
  return username === '' && password === '' ? origin : null;
}

function marketplaceOf(chosen: unknown): AmazonMarketplace {
  const id = choices.parse(chosen).marketplaceId as MarketplaceId;
  const found = amazonMarketplaces.find((each) => each.id === id);
  if (found === undefined) throw new Error(`${id} is no marketplace`);
  return found;
}
