import { describe, it } from 'vitest';
import { channelFailureCases } from './channel-failure-cases.ts';
import { channelListingCases } from './channel-listing-cases.ts';
import { channelOrderCases } from './channel-order-cases.ts';
import type { ChannelUnderTest } from './channel-under-test.ts';
import { manifestCases } from './manifest-contract.ts';
import { openChannel, type OpenedChannelUnderTest } from './open-channel.ts';

const cases = { ...channelListingCases, ...channelOrderCases, ...channelFailureCases };

/** The name of a case of the suite. */
export type ChannelCase = keyof typeof cases;

/**
 * Everything the engine relies on in a channel connector. Each case gets a fresh platform.
 *
 * @param gaps what the platform cannot do, with the reason in words: such a case is shown as skipped, never left out silently.
 */
export function describeChannelContract(
  name: string,
  factory: () => Promise<ChannelUnderTest>,
  gaps: Partial<Record<ChannelCase, string>> = {},
): void {
  describe(`${name} keeps the channel contract`, () => {
    describe('manifest', async () => {
      const platform = await factory();
      manifestCases(platform.definition.manifest);
      await platform.close();
    });
    for (const [title, run] of Object.entries(cases) as [ChannelCase, Case][]) {
      const gap = gaps[title];
      if (gap !== undefined) it.skip(`${title} (${gap})`, () => undefined);
      else {
        it(title, async () => {
          const platform = await factory();
          try {
            await run(openChannel(platform));
          } finally {
            await platform.close();
          }
        });
      }
    }
  });
}

type Case = (channel: OpenedChannelUnderTest) => Promise<void>;
