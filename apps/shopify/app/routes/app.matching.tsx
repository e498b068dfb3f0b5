import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useAwaited } from '../refresh.ts';
import { admit, askedFor } from '../show.ts';
import { Matching } from '../ui/matching/matching.tsx';
import { matchTabs, tabOf } from '../ui/tabs.ts';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export async function loader(given: LoaderFunctionArgs) {
  const { ask } = await admit(given);
  const tab = tabOf(matchTabs, askedFor(given, 'tab'));
  const asked = {
    tab,
    text: askedFor(given, 'text') ?? '',
    account: askedFor(given, 'account') ?? null,
    after: askedFor(given, 'after') ?? null,
  };
  const [{ rows, next }, summary, connections] = await Promise.all([
    ask('matches', {
      ...matchTabs[tab],
      text: asked.text,
      connectionId: asked.account ?? undefined,
      after: asked.after,
      limit: 25,
    }),
    ask('matching-summary', {}),
    ask('connections', {}),
  ]);
  const accounts = connections.rows.filter(({ role }) => role === 'channel');
  return { rows, next, asked, summary, accounts };
}

export default function MatchingRoute() {
  const data = useLoaderData<typeof loader>();
  const onAwait = useAwaited(data.rows.map(({ listingId }) => listingId));
  return <Matching {...data} onAwait={onAwait} />;
}
