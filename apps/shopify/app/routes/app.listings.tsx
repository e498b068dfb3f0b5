import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { admit, askedFor } from '../show.ts';
import { Listings } from '../ui/listings.tsx';
import { listingTabs, tabOf } from '../ui/tabs.ts';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export async function loader(given: LoaderFunctionArgs) {
  const { ask } = await admit(given);
  const tab = tabOf(listingTabs, askedFor(given, 'tab'));
  const asked = {
    tab,
    text: askedFor(given, 'text') ?? '',
    account: askedFor(given, 'account') ?? null,
    marketplace: askedFor(given, 'marketplace') ?? null,
    after: askedFor(given, 'after') ?? null,
  };
  const [{ rows, next }, connections, policies] = await Promise.all([
    ask('listings', {
      ...listingTabs[tab],
      text: asked.text,
      connectionId: asked.account ?? undefined,
      marketplace: asked.marketplace ?? undefined,
      after: asked.after,
    }),
    ask('connections', {}),
    ask('policies', {}),
  ]);
  const accounts = connections.rows.filter(({ role }) => role === 'channel');
  return { rows, next, asked, accounts, policies: policies.rows };
}

export default function ListingsRoute() {
  return <Listings {...useLoaderData<typeof loader>()} />;
}
