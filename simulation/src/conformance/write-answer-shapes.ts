import { writeFile } from 'node:fs/promises';
import { sharedFactsFolder } from '@quayside/simulators/shared-facts';
import { operationsInUse, publishedOf } from './conformance.ts';
import { reduceAnswers } from './reduce-answers.ts';

// node simulation/src/conformance/write-answer-shapes.ts: writes what the connector knows of Amazon's answers. Needs the published models.

if (sharedFactsFolder() === undefined)
  throw new Error('The published models are not at hand: see QUAYSIDE_SHARED');
const file = new URL('../../../packages/connectors/src/amazon/answer-shapes.gen.ts', import.meta.url);
const shapes = JSON.stringify(reduceAnswers(publishedOf(operationsInUse())), null, 1);
const text = `// Reduced from Amazon's models (amzn/selling-partner-api-models, Apache-2.0) by simulation/src/conformance/write-answer-shapes.ts; never edited.
import type { AnswerShapes } from '../_kit/answer-shape.ts';

export const answerShapes: AnswerShapes = ${shapes};
`;
await writeFile(file, text);
