import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useRefresh } from '../refresh.ts';
import { admit } from '../show.ts';
import { Overview } from '../ui/overview.tsx';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export async function loader(given: LoaderFunctionArgs) {
  const { ask } = await admit(given);
  const [view, { counts }] = await Promise.all([ask('overview', {}), ask('matching-summary', {})]);
  const unmatched = counts.reduce((sum, { proposed, unproposed }) => sum + proposed + unproposed, 0);
  return { view, unmatched };
}

export default function OverviewRoute() {
  const { view, unmatched } = useLoaderData<typeof loader>();
  useRefresh(view.connections.some(({ importing }) => importing !== null));
  return <Overview view={view} unmatched={unmatched} />;
}
