import type { ChannelConnector, ChannelSubmissions } from '../ports/channel-connector.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import type { SubmissionLimits } from '../ports/manifest.ts';

/** How a channel takes many offers at once. @throws Error when it does not: whoever asks has looked at the manifest. */
export function submitTogether({ manifest, connector }: OpenedChannel): {
  readonly limits: SubmissionLimits;
  readonly readMany: NonNullable<ChannelConnector['listings']['readMany']>;
  readonly submissions: ChannelSubmissions;
} {
  const limits = manifest.offers.submissions;
  const { submissions, listings } = connector;
  if (limits === null || submissions === undefined || listings.readMany === undefined) {
    throw new Error(`${manifest.id} takes offers one by one`);
  }
  return { limits, readMany: listings.readMany, submissions };
}
