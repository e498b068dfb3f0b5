import type { ConnectorError } from '../domain/connector-error.ts';
import type { Instant } from '../domain/instant.ts';
import type { Listing, ListingSnapshot } from '../domain/listing.ts';
import type { Result } from '../domain/result.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import type { LaneRun } from './lane.ts';

export interface Reading {
  readonly beganAt: Instant;
  readonly answer: Result<ListingSnapshot | null, ConnectorError>;
}

/** Reads a listing, and when that read began. */
export async function readListing(
  run: LaneRun,
  channel: OpenedChannel,
  listing: Pick<Listing, 'channelSku' | 'marketplace'>,
): Promise<Reading> {
  const beganAt = run.engine.clock.now();
  return { beganAt, answer: await channel.connector.listings.read(listing) };
}
