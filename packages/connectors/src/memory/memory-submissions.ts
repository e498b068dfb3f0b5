import type { ChannelSku } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { ok } from '@quayside/core/domain/result';
import type { ChannelSubmissions, SubmissionOutcome } from '@quayside/core/ports/channel-connector';
import type { ConnectorContext } from '@quayside/core/ports/connector';
import type { SubmissionLimits } from '@quayside/core/ports/manifest';
import { say, type MemoryCall } from './memory-gate.ts';
import { takeInOffer } from './memory-listings.ts';
import { settleMemoryMarket, type MemoryMarket, type MemorySubmission } from './memory-market.ts';

export const memorySubmissionLimits: SubmissionLimits = {
  mostOffers: 70,
  worthFrom: 50,
  skusPerRead: 20,
  quietMs: 2_000,
  gatherMs: 60_000,
  lookMs: 1_000,
  patienceMs: 20_000,
};

/** What fits into one piece, which may be less than what it may hold: some offers are longer than others. */
const mostThatFits = 60;

/** New offers that are sent together, and what becomes of them. */
export function memorySubmissions(
  market: MemoryMarket,
  context: Pick<ConnectorContext, 'clock'>,
  { read, write }: { readonly read: MemoryCall; readonly write: MemoryCall },
): ChannelSubmissions {
  return {
    create: (_marketplace, offers, sendBy) =>
      write(
        () => {
          const channelId = `submission-${market.submissions.size + 1}`;
          const readAt = plus(market.clock.now(), market.settleMs);
          const taken = offers.slice(0, mostThatFits);
          const readThem = (): readonly ChannelSku[] =>
            taken
              .filter((offer) => !takeInOffer(market, offer, readAt).ok)
              .map(({ channelSku }) => channelSku);
          const submission = { readAt, read: readThem, refused: null, isGivenUp: false };
          market.submissions.set(channelId, submission);
          return ok({ channelId, taken: taken.length });
        },
        () => context.clock.now() <= sendBy,
      ),
    outcome: (_marketplace, channelId) =>
      read(() => {
        settleMemoryMarket(market);
        const submission = market.submissions.get(channelId);
        return ok(submission === undefined ? lost : outcomeOf(submission));
      }),
  };
}

const lost: SubmissionOutcome = { kind: 'failed', message: say('memory.submission-failed') };

function outcomeOf({ refused, isGivenUp }: MemorySubmission): SubmissionOutcome {
  if (isGivenUp) return lost;
  if (refused === null) return { kind: 'waiting' };
  const refusals = refused.map((channelSku) => ({
    channelSku,
    message: say('memory.refused', { id: channelSku }),
    issues: [],
  }));
  return { kind: 'done', refusals };
}
