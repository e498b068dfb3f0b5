import { describe, expect, it } from 'vitest';
import { DatabaseUnusable, explainDatabaseFailure } from './database-failure.ts';

const url = 'postgresql://quayside:hunter2@db.example:5432/shop';
const failure = (code: string, message = ''): Error => Object.assign(new Error(message), { code });

describe('a database that cannot be used (P8)', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', '28P01', '3D000'])(
    'is named with what to do and without its password: %s',
    (code) => {
      const explained = explainDatabaseFailure(failure(code, 'hunter2'), url);
      expect(explained).toBeInstanceOf(DatabaseUnusable);
      const { message } = explained as Error;
      expect(message).toContain('db.example:5432');
      expect(message).toContain('DATABASE_URL');
      expect(message).not.toMatch(/hunter2|\n/);
    },
  );

  it('is named when a host name stands for several addresses and none answers', () => {
    const [v6, v4] = [failure('ECONNREFUSED'), failure('ECONNREFUSED')];
    const both = Object.assign(new AggregateError([v6, v4], ''), { code: 'ECONNREFUSED' });
    expect((explainDatabaseFailure(both, url) as Error).message).toContain('nothing listens there');
  });

  it('is named when it never answers', () => {
    expect((explainDatabaseFailure(new Error('timeout expired'), url) as Error).message).toContain(
      'it does not answer',
    );
  });

  it('keeps every other error as it is', () => {
    const other = new Error('a bug');
    expect(explainDatabaseFailure(other, url)).toBe(other);
    expect(explainDatabaseFailure('text', url)).toBe('text');
  });
});
