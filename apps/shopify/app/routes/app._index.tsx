import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useRefresh } from '../refresh.ts';
import { show } from '../show.ts';
import { Overview } from '../ui/overview.tsx';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export const loader = (given: LoaderFunctionArgs) => show(given, 'overview', {});

export default function OverviewRoute() {
  const { view } = useLoaderData<typeof loader>();
  useRefresh(view.connections.some(({ importing }) => importing !== null));
  return <Overview view={view} />;
}
