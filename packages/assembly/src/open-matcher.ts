import { learnedMatcher } from '@quayside/core/matching/learned-matcher';
import { MatchModel, matchWeights } from '@quayside/core/matching/match-model';
import type { Matcher } from '@quayside/core/matching/matcher';
import demo from './match-weights/demo.json' with { type: 'json' };
import research from './match-weights/research.json' with { type: 'json' };

const files = { research, demo } as const;
const opened = new Map<keyof typeof files, Matcher>();

/**
 * The matcher that every app works with, opened once for each process.
 *
 * @param weights what it learned from: published research data, or the demo's own labels alone (ADR 23).
 */
export function openMatcher(weights: keyof typeof files): Matcher {
  const matcher = opened.get(weights) ?? learnedMatcher(new MatchModel(matchWeights.parse(files[weights])));
  opened.set(weights, matcher);
  return matcher;
}
