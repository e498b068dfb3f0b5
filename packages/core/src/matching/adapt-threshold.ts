import type { Matcher } from './matcher.ts';

/** What a member said of a proposal that nothing forbade, and the score that it had. */
export interface ScoredVerdict {
  readonly score: number;
  readonly isAccepted: boolean;
}

export interface OwnThreshold {
  /** From this score on a candidate may link by itself, where the workspace allows it; above 1: none does. */
  readonly score: number;
  /** `given`: the matcher's own. `raised`: by what was rejected above it. `lowered`: by what was accepted below it. */
  readonly why: 'given' | 'raised' | 'lowered';
  /** How many verdicts it rests on. */
  readonly accepted: number;
  readonly rejected: number;
}

/** Of a hundred links by score, so many must be right. */
const precision = 0.99;
/** The one-sided 95 % quantile of the normal distribution. */
const quantile = 1.6449;
/** However much was accepted, the threshold falls no further. */
export const mostLowering = 0.1;

/**
 * The workspace's own threshold, from what its members have said so far (ADR 0024). The matcher's own stands until they say otherwise:
 *
 * - what was rejected at or above it raises it to the next score above the rejected one, unless so much was accepted there that the precision is 0.99 all the
 *   same, by the lower bound of Wilson's interval (Wilson 1927);
 * - what was accepted below it lowers it, by a tenth at most and never below what is likely, when that bound holds for what lies between and for all above: that
 *   takes 268 accepts without a reject.
 *
 * One more reject never lowers it, and one more accept never raises it.
 */
export function adaptThreshold(
  verdicts: readonly ScoredVerdict[],
  {
    automaticThreshold: given,
    likelyThreshold: likely,
  }: Pick<Matcher, 'automaticThreshold' | 'likelyThreshold'>,
): OwnThreshold {
  const floor = Math.max(likely, given - mostLowering);
  const below = verdicts
    .filter(({ score, isAccepted }) => isAccepted && score >= floor && score < given)
    .map(({ score }) => score);
  const above = verdicts
    .filter(({ score, isAccepted }) => !isAccepted && score >= given)
    .map(({ score }) => nextAbove(score));
  const offered = [...new Set([...below, given, ...above])].toSorted((one, other) => one - other);
  const countFrom = countsByScore(verdicts);
  const score = offered.find((each) => isGoodEnough(each, given, countFrom)) ?? nextAbove(1);
  const why = score > given ? 'raised' : score < given ? 'lowered' : 'given';
  return { score, why, ...countFrom(Math.min(score, given)) };
}

/** What members said of some proposals. */
type Counts = Pick<OwnThreshold, 'accepted' | 'rejected'>;

/** Counts once, so that thousands of verdicts can be asked about from any score on. */
function countsByScore(verdicts: readonly ScoredVerdict[]): (from: number) => Counts {
  const falling = verdicts.toSorted((one, other) => other.score - one.score);
  const counts: Counts[] = [{ accepted: 0, rejected: 0 }];
  for (const [index, { isAccepted }] of falling.entries()) {
    const { accepted, rejected } = counts[index] ?? { accepted: 0, rejected: 0 };
    counts.push({ accepted: accepted + Number(isAccepted), rejected: rejected + Number(!isAccepted) });
  }
  return (from) => {
    let [low, high] = [0, falling.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((falling[middle]?.score ?? 0) >= from) low = middle + 1;
      else high = middle;
    }
    return counts[low] ?? { accepted: 0, rejected: 0 };
  };
}

function isGoodEnough(threshold: number, given: number, countFrom: (from: number) => Counts): boolean {
  const all = countFrom(threshold);
  // From the matcher's own on, its training vouches for what nobody has rejected.
  const isPrecise = all.rejected === 0 || lowerBound(all) >= precision;
  if (threshold >= given) return isPrecise;
  const above = countFrom(given);
  const between = { accepted: all.accepted - above.accepted, rejected: all.rejected - above.rejected };
  return isPrecise && lowerBound(between) >= precision;
}

/** The lower end of Wilson's interval for the share of what was accepted; 0 of nothing. */
export function lowerBound({ accepted, rejected }: Counts): number {
  const count = accepted + rejected;
  if (count === 0) return 0;
  const share = accepted / count;
  const squared = quantile * quantile;
  const middle = share + squared / (2 * count);
  const width = quantile * Math.sqrt((share * (1 - share)) / count + squared / (4 * count * count));
  return Math.max(0, (middle - width) / (1 + squared / count));
}

/** Scores are shown in hundredths of a per cent: the next one that can be told from it. */
function nextAbove(score: number): number {
  const steps = Math.floor(score * 10_000);
  // The product of both may have been rounded down to the step below.
  return (steps + 1) / 10_000 > score ? (steps + 1) / 10_000 : (steps + 2) / 10_000;
}
