import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { show } from '../show.ts';
import { NewPolicy } from '../ui/policies/new-policy.tsx';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

/** Only selling policies begin with figures, so that theirs is the form that is asked for. */
export const loader = (given: LoaderFunctionArgs) => show(given, 'policy-form', { kind: 'selling' });

export default function NewPolicyRoute() {
  // What may be anything may be absent to Remix.
  const { view } = useLoaderData<typeof loader>() as { readonly view: OutputOf<'policy-form'> };
  return <NewPolicy view={view} />;
}
