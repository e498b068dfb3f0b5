import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useRefresh } from '../refresh.ts';
import { show } from '../show.ts';
import { Policies } from '../ui/policies/policies.tsx';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export const loader = (given: LoaderFunctionArgs) => show(given, 'policies', {});

export default function PoliciesRoute() {
  const { view } = useLoaderData<typeof loader>();
  useRefresh(view.changes.some(({ state }) => state === 'previewing'));
  return <Policies view={view} />;
}
