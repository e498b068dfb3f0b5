import type { LoaderFunctionArgs } from '@remix-run/node';
import { callOperation, type InputOf, type OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import type { OperationName } from '@quayside/host-kit/admin-api/operations';

/** The questions of one page, asked by whoever opened it. */
export interface Questions {
  /** @throws a `Response` that says why there is no answer: the screen's error boundary shows its sentence. */
  readonly ask: <Name extends OperationName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;
}

export async function admit({ request, context }: LoaderFunctionArgs): Promise<Questions> {
  const actor = await context.admit(request);
  return {
    async ask(name, input) {
      const answer = await callOperation(context.adminApi, actor, name, input);
      if (answer.ok) return answer.value;
      const { sentence, status } = answer.problem;
      // What is asked for by its id and not there is no conflict.
      throw Response.json({ sentence }, { status: status === 409 ? 404 : status });
    },
  };
}

/** A page with a single question. */
export async function show<Name extends OperationName>(
  given: LoaderFunctionArgs,
  name: Name,
  input: InputOf<Name>,
): Promise<{ readonly view: OutputOf<Name> }> {
  const { ask } = await admit(given);
  return { view: await ask(name, input) };
}

/** A part of the page's address; `undefined` when it is not there. */
export function askedFor({ request }: LoaderFunctionArgs, name: string): string | undefined {
  return new URL(request.url).searchParams.get(name) ?? undefined;
}
