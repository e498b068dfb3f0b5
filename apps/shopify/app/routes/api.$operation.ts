import type { ActionFunctionArgs } from '@remix-run/node';
import { createScreenTexts } from '@quayside/host-kit/messages/screen-texts';
import { answerAdminRequest } from '@quayside/host-kit/requests/answer-admin-request';
import { readBody } from '../read-body.ts';

/** The admin API: one operation by its name, its input as JSON. */
export async function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  // Who has no token at all would be led to a page that fetches one, which is no answer to a call.
  const actor = hasToken(request) ? await context.admit(request) : undefined;
  const { adminApi } = context;
  const name = params['operation'] ?? '';
  try {
    const { body, status } = await answerAdminRequest(adminApi, actor, name, await readBody(request));
    return Response.json(body, { status });
  } catch (error) {
    adminApi.engine.log.error('operation-failed', { error, operation: name });
    const sentence = createScreenTexts(actor?.locale ?? 'en')('screen.problem.command');
    return Response.json({ sentence, fields: [] }, { status: 500 });
  }
}

function hasToken(request: Request): boolean {
  return /^Bearer \S/.test(request.headers.get('authorization') ?? '');
}
