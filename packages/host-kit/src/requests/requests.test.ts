import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { describe, expect, it } from 'vitest';
import { apiHost, memberWith } from '@quayside/testkit/admin-api-bench';
import { answerAdminRequest } from './answer-admin-request.ts';
import { judgeBody, largestBodyBytes } from './body-limits.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('limits of bodies', () => {
  it.each([
    ['10 MB', ' '.repeat(10 * 1024 * 1024), 'too-large'],
    ['10,000 levels', nested(10_000), 'too-deep'],
    ['10,000 levels of objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'too-deep'],
    ['levels that never close', '['.repeat(65), 'too-deep'],
    ['64 levels', nested(64), null],
    ['the largest', ' '.repeat(largestBodyBytes), null],
    ['brackets in a text', JSON.stringify({ a: '['.repeat(1_000), b: `\\"${'{'.repeat(1_000)}` }), null],
    ['many side by side', JSON.stringify(Array.from({ length: 1_000 }, () => [{}])), null],
  ])('%s', (_, body, problem) => {
    expect(judgeBody(bytes(body))).toBe(problem);
  });
});

describe('a request to the admin API', () => {
  async function bench() {
    const harness = await createEngineHarness();
    return { host: apiHost(harness.engine), actor: await memberWith(harness, 'owner'), harness };
  }

  it('answers as JSON', async () => {
    const { host, actor } = await bench();
    expect(await answerAdminRequest(host, actor, 'members', bytes('{}'))).toMatchObject({
      status: 200,
      body: { me: actor.member.id },
    });
    expect(await answerAdminRequest(host, actor, 'members', new Uint8Array())).toMatchObject({ status: 200 });
  });

  it.each([
    ['no JSON', 'members', '{', 400],
    ['bytes that are no text', 'members', '\u0000', 400],
    ['10,000 levels', 'members', nested(10_000), 413],
    ['10 MB', 'members', ' '.repeat(10 * 1024 * 1024), 413],
    ['an unknown operation', 'nothing', '{}', 404],
    ['a list', 'members', '[]', 400],
  ])('refuses %s with words, and changes nothing', async (_, name, body, status) => {
    const { host, actor, harness } = await bench();
    const before = await harness.history();
    const answer = await answerAdminRequest(host, actor, name, bytes(body));
    expect(answer).toMatchObject({ status, body: { sentence: expect.stringMatching(/\w{3,}/) as string } });
    expect(await harness.history()).toEqual(before);
  });

  it('reads nothing without a session', async () => {
    const { host } = await bench();
    expect(await answerAdminRequest(host, undefined, 'members', bytes('{'))).toMatchObject({ status: 401 });
  });
});
