import { ok } from '@quayside/core/domain/result';
import { acceptMatchesAbove } from '@quayside/core/use-cases/accept-above';
import type { ChangeOutcome } from '@quayside/core/use-cases/change-listings';
import { acceptMatch, rejectMatch, undoReject, type Judged } from '@quayside/core/use-cases/judge-match';
import { setMatching } from '@quayside/core/use-cases/set-matching';
import { z } from 'zod';
import { connectionId, listingId, marketplaceId, variantId } from '../fields.ts';
import { command } from '../operation.ts';
import { refuse } from '../problems.ts';

const catalogueId = z.string().trim().min(1).max(100);

const judged = z.strictObject({
  connectionId,
  listingId,
  is: z
    .union([
      z.strictObject({ catalogueId }),
      z.strictObject({ variantId, unitsPerListing: z.number().int().min(1).max(10_000).optional() }),
    ])
    .meta({
      description:
        'An item of the channel’s catalogue, of a row of the kind find-item; a product of the shop, of find-variant',
    }),
});

const done = z.object({});

/** Without members that are not there: the use-case tells them from those that are `undefined`. */
function toJudged(is: z.output<typeof judged>['is']): Judged {
  if ('catalogueId' in is) return is;
  const { unitsPerListing } = is;
  return { variantId: is.variantId, ...(unitsPerListing === undefined ? {} : { unitsPerListing }) };
}

function answer(outcome: ChangeOutcome | undefined) {
  switch (outcome) {
    case 'unknown-listing':
    case 'invalid-catalogue-id':
      return refuse({ kind: outcome });
    case 'done':
    case 'unchanged':
      return ok({});
    default:
      return refuse({ kind: 'not-possible' });
  }
}

export const accept = command({
  summary: 'Says what a listing is, whether it was proposed or found by hand; kept, and not asked again',
  input: judged,
  output: done,
  async run({ engine, workspaceId }, { connectionId: id, listingId: listing, is }) {
    const [outcome] = await acceptMatch(engine, { workspaceId, connectionId: id }, listing, toJudged(is));
    return answer(outcome);
  },
});

export const reject = command({
  summary: 'Says that a listing is not what is proposed: it is not proposed again',
  input: judged,
  output: done,
  async run({ engine, workspaceId }, { connectionId: id, listingId: listing, is }) {
    const [outcome] = await rejectMatch(engine, { workspaceId, connectionId: id }, listing, toJudged(is));
    return answer(outcome);
  },
});

export const undo = command({
  summary: 'Takes a rejection back',
  input: judged,
  output: done,
  async run({ engine, workspaceId }, { connectionId: id, listingId: listing, is }) {
    const [outcome] = await undoReject(engine, { workspaceId, connectionId: id }, listing, toJudged(is));
    return answer(outcome);
  },
});

export const acceptAbove = command({
  summary:
    'Accepts for every listing its one proposal that is at least so likely and not vetoed: at most a thousand in one call',
  input: z.strictObject({
    percentFrom: z.number().int().min(50).max(100),
    connectionId: connectionId.optional(),
    marketplace: marketplaceId.optional(),
  }),
  output: z.object({
    accepted: z.number(),
    skipped: z
      .number()
      .meta({ description: 'Several proposals are so likely, or it is taken by another listing' }),
    isMoreLeft: z.boolean().meta({ description: 'Call again to go on' }),
  }),
  async run({ engine, workspaceId }, { percentFrom, ...place }) {
    const scoreFrom = percentFrom / 100;
    return ok(await acceptMatchesAbove(engine, workspaceId, { ...place, scoreFrom }));
  },
});

export const setMatchingRules = command({
  summary: 'Says whether listings may be matched by likeness alone, from the threshold in force on',
  input: z.strictObject({ isByScoreAllowed: z.boolean() }),
  output: done,
  async run({ engine, workspaceId }, input) {
    await setMatching(engine, workspaceId, input);
    return ok({});
  },
});
