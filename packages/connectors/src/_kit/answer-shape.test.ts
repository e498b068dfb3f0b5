import { describe, expect, it } from 'vitest';
import { findOddities, type AnswerShapes } from './answer-shape.ts';

const shapes: AnswerShapes = {
  definitions: {
    order: {
      required: ['id', 'lines'],
      members: {
        status: { words: ['OPEN', 'DONE'] },
        flags: { items: { words: ['A'] } },
        parent: { is: 'order' },
      },
    },
  },
  answers: { search: { required: ['orders'], members: { orders: { items: { is: 'order' } } } } },
};

describe('findOddities', () => {
  it('finds nothing in an answer as published, nor in one of an operation that nothing is known of', () => {
    const body = { orders: [{ id: 1, lines: [], status: 'OPEN', flags: ['A'], more: { status: 'x' } }] };
    expect(findOddities(shapes, 'search', body)).toEqual([]);
    expect(findOddities(shapes, 'another', { status: 'LOST' })).toEqual([]);
  });

  it('names what is missing and words that are not known, each once, at any depth', () => {
    const lost = { id: null, lines: [], status: 'LOST', flags: ['A', 'B'], parent: { lines: [] } };
    expect(findOddities(shapes, 'search', { orders: [lost, lost] })).toEqual([
      'orders.id (missing)',
      'orders.status (unknown: LOST)',
      'orders.flags (unknown: B)',
      'orders.parent.id (missing)',
    ]);
    expect(findOddities(shapes, 'search', {})).toEqual(['orders (missing)']);
  });

  it('repeats no value that is not a word (P7)', () => {
    const body = { orders: [{ id: 1, lines: [], status: '12 rue de la Paix' }] };
    expect(findOddities(shapes, 'search', body)).toEqual(['orders.status (unknown)']);
  });

  it('survives anything', () => {
    for (const body of [null, 'text', 3, [], { orders: 'none' }, { orders: [null, 'x', 3] }])
      expect(() => findOddities(shapes, 'search', body)).not.toThrow();
  });
});
