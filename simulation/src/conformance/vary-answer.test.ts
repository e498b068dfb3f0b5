import type { AnswerShapes } from '@quayside/connectors/_kit/answer-shape';
import { describe, expect, it } from 'vitest';
import { unknownWord, variantsOf } from './vary-answer.ts';

const shapes: AnswerShapes = {
  definitions: { line: { required: ['id'], members: { state: { words: ['NEW'] } } } },
  answers: { get: { required: ['lines', 'note'], members: { lines: { items: { is: 'line' } } } } },
};

describe('variantsOf', () => {
  it('takes every required member away and changes every word, one at a time, once and everywhere', () => {
    const body = { lines: [{ id: 1, state: 'NEW' }, { id: 2 }] };
    const variants = variantsOf(shapes, 'get', body);
    expect(variants.map(({ path, kind, where }) => `${path} ${kind} ${where}`)).toEqual([
      'lines missing once',
      'lines.id missing once',
      'lines.id missing everywhere',
      'lines.state unknown once',
    ]);
    expect(variants.map((each) => each.body)).toEqual([
      {},
      { lines: [{ state: 'NEW' }, { id: 2 }] },
      { lines: [{ state: 'NEW' }, {}] },
      { lines: [{ id: 1, state: unknownWord }, { id: 2 }] },
    ]);
    expect(body).toEqual({ lines: [{ id: 1, state: 'NEW' }, { id: 2 }] });
  });

  it('has nothing to change where nothing is promised', () => {
    expect(variantsOf(shapes, 'another', { id: 1 })).toEqual([]);
  });
});
