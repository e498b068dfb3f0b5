import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useRefresh } from '../refresh.ts';
import { show } from '../show.ts';
import { PolicyChange } from '../ui/policies/policy-change.tsx';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export const loader = (given: LoaderFunctionArgs) =>
  show(given, 'policy-change', { changeId: given.params['changeId'] ?? '' });

export default function PolicyChangeRoute() {
  const { view } = useLoaderData<typeof loader>();
  useRefresh(view.state === 'previewing');
  return <PolicyChange view={view} />;
}
