import type { ScoredVerdict } from './adapt-threshold.ts';
import type { Matcher } from './matcher.ts';

/** How far, in log-odds, the scores of a workspace's catalogues are thought to lie: the standard deviation of the prior. A reject at 0.9 alone moves 0.38 to 0.46. */
const usualOffset = 0.6;
/** What is below is not likely for anybody. */
const leastLikely = 0.1;
/** Newton's method on a function of one number that is convex everywhere ends long before. */
const mostSteps = 40;

/**
 * From which score on a candidate is likely in this workspace, from what its members have said so far (ADR 0024).
 *
 * Catalogues that the matcher has not seen differ most in where its scores stand, less in their order: one number, added to the log-odds of all scores, is what the verdicts
 * are fitted by (logistic regression with a normal prior). Where half of what scores 0.8 is rejected, more is asked of what is likely; where what scores 0.2 is accepted, less.
 * One more reject never lowers it, and one more accept never raises it. It lies between a tenth and the score that may link by itself.
 */
export function adaptLikely(
  verdicts: readonly ScoredVerdict[],
  {
    likelyThreshold: given,
    automaticThreshold: most,
  }: Pick<Matcher, 'automaticThreshold' | 'likelyThreshold'>,
): number {
  if (verdicts.length === 0) return given;
  const said = verdicts.map(({ score, isAccepted }) => ({ odds: logOdds(score), isAccepted }));
  let offset = 0;
  for (let step = 0; step < mostSteps; step += 1) {
    let slope = offset / usualOffset ** 2;
    let bend = 1 / usualOffset ** 2;
    for (const { odds, isAccepted } of said) {
      const chance = chanceOf(odds + offset);
      slope += chance - (isAccepted ? 1 : 0);
      bend += chance * (1 - chance);
    }
    // Far from the end the function is flatter than it looks: no step is longer than one.
    const move = Math.max(-1, Math.min(1, slope / bend));
    offset -= move;
    if (Math.abs(move) < 1e-10) break;
  }
  return Math.min(most, Math.max(leastLikely, chanceOf(logOdds(given) - offset)));
}

/** Scores at the ends are as good as certain, not more. */
function logOdds(score: number): number {
  const within = Math.min(0.999, Math.max(0.001, score));
  return Math.log(within / (1 - within));
}

function chanceOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
