import type { ConnectorContext } from '@quayside/core/ports/connector';
import { findOddities } from '../_kit/answer-shape.ts';
import { answerShapes } from './answer-shapes.gen.ts';
import { rateHeader, readRate } from './rate-header.ts';

/** An opened connector tells no more of them: by then somebody should have looked. */
const mostTold = 200;

/** What of a successful answer is looked at. */
interface Watched {
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: the answer has none. */
  readonly body?: unknown;
}

/**
 * Compares answers with what Amazon's models promise of them: Amazon's own sandbox breaks the promise in 16 of 484 cases. What is odd is logged, each oddity once in the
 * life of an opened connector, and never stands in the way: what can be read of the answer is read.
 */
export function openAnswerWatch(
  context: Pick<ConnectorContext, 'log'>,
): (operation: string, answer: Watched) => void {
  const told = new Set<string>();
  return (operation, { headers, body }) => {
    const found = [
      ...(readRate(headers) === null ? [`${rateHeader} (not a rate)`] : []),
      ...findOddities(answerShapes, operation, body),
    ];
    const problems = found.filter((each) => !told.has(`${operation} ${each}`));
    if (problems.length === 0 || told.size >= mostTold) return;
    for (const each of problems) told.add(`${operation} ${each}`);
    context.log.warn('platform-answer-odd', { connector: 'amazon', operation, problems });
  };
}
