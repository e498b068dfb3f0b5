import { callByName } from '../admin-api/call-operation.ts';
import type { Actor, AdminApiHost } from '../admin-api/operation.ts';
import type { Locale } from '../messages/format-message.ts';
import { judgeBody } from './body-limits.ts';

/** What a host answers, as JSON. */
export interface JsonAnswer {
  readonly status: 200 | 400 | 401 | 403 | 404 | 409 | 413;
  readonly body: unknown;
}

/**
 * Answers one request to the admin API, however the host received it. Who asks was found by the host before: nothing of the body says it.
 *
 * @param actor `undefined`: the host knows no session. Nothing of the body is read then.
 * @throws what an operation throws: a bug, which the host answers with 500 and no words.
 */
export async function answerAdminRequest(
  host: AdminApiHost,
  actor: Actor | undefined,
  name: string,
  body: Uint8Array,
): Promise<JsonAnswer> {
  if (actor === undefined) return refuse(host, 401, 'api.no-session', 'en');
  if (judgeBody(body) !== null) return refuse(host, 413, 'api.too-large', actor.locale);
  const input = parse(body);
  if (input === undefined) return refuse(host, 400, 'api.input', actor.locale, { fields: 'JSON' });
  const answer = await callByName(host, actor, name, input);
  if (answer.ok) return { status: 200, body: answer.value };
  const { status, sentence, fields } = answer.problem;
  return { status, body: { sentence, fields } };
}

function refuse(
  host: AdminApiHost,
  status: JsonAnswer['status'],
  code: string,
  locale: Locale,
  values: Readonly<Record<string, string>> = {},
): JsonAnswer {
  return { status, body: { sentence: host.say({ code, values }, locale), fields: [] } };
}

function parse(body: Uint8Array): unknown {
  try {
    return body.byteLength === 0 ? {} : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
