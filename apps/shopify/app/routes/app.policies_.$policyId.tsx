import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, type ShouldRevalidateFunctionArgs } from '@remix-run/react';
import { useRefresh } from '../refresh.ts';
import { show } from '../show.ts';
import { PolicyDetail } from '../ui/policies/policy-detail.tsx';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export const loader = (given: LoaderFunctionArgs) =>
  show(given, 'policy', { policyId: given.params['policyId'] ?? '' });

/** What was removed is not read again on the way out of its page. */
export function shouldRevalidate({ formAction, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return formAction?.startsWith('/api/remove-policy') === true ? false : defaultShouldRevalidate;
}

export default function PolicyRoute() {
  // What may be anything may be absent to Remix.
  const { view } = useLoaderData<typeof loader>() as { readonly view: OutputOf<'policy'> };
  useRefresh(view.open.some(({ state }) => state === 'previewing'));
  return <PolicyDetail key={view.id} view={view} />;
}
