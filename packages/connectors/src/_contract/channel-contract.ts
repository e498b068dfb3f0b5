import { channelCatalogueCases } from './channel-catalogue-cases.ts';
import { channelChangeCases } from './channel-change-cases.ts';
import { channelFailureCases } from './channel-failure-cases.ts';
import { channelFeeCases } from './channel-fee-cases.ts';
import { channelListCases } from './channel-list-cases.ts';
import { channelListingCases } from './channel-listing-cases.ts';
import { channelOfferCases } from './channel-offer-cases.ts';
import { channelOrderCases } from './channel-order-cases.ts';
import { channelSubmissionCases } from './channel-submission-cases.ts';
import { channelPricePartCases } from './channel-price-part-cases.ts';
import type { ChannelUnderTest } from './channel-under-test.ts';
import { openChannel } from './open-channel.ts';
import { runContract } from './run-contract.ts';

const cases = {
  ...channelListingCases,
  ...channelOfferCases,
  ...channelPricePartCases,
  ...channelListCases,
  ...channelCatalogueCases,
  ...channelSubmissionCases,
  ...channelFeeCases,
  ...channelOrderCases,
  ...channelChangeCases,
  ...channelFailureCases,
};

/** The name of a case of the suite. */
export type ChannelCase = keyof typeof cases;

/**
 * Everything the engine relies on in a channel connector. Each case gets a fresh platform.
 *
 * @param gaps what the platform cannot do, with the reason in words.
 */
export function describeChannelContract(
  name: string,
  factory: () => Promise<ChannelUnderTest>,
  gaps: Partial<Record<ChannelCase, string>> = {},
): void {
  runContract(`${name} keeps the channel contract`, { cases, factory, open: openChannel, gaps });
}
