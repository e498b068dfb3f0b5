import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { admit, askedFor } from '../show.ts';
import { Orders } from '../ui/orders.tsx';
import { orderTabs, tabOf } from '../ui/tabs.ts';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export async function loader(given: LoaderFunctionArgs) {
  const { ask } = await admit(given);
  const tab = tabOf(orderTabs, askedFor(given, 'tab'));
  const asked = {
    tab,
    text: askedFor(given, 'text') ?? '',
    account: askedFor(given, 'account') ?? null,
    after: askedFor(given, 'after') ?? null,
  };
  const [{ rows, next }, connections] = await Promise.all([
    ask('orders', {
      ...orderTabs[tab],
      text: asked.text,
      connectionId: asked.account ?? undefined,
      after: asked.after,
    }),
    ask('connections', {}),
  ]);
  return { rows, next, asked, accounts: connections.rows.filter(({ role }) => role === 'channel') };
}

export default function OrdersRoute() {
  return <Orders {...useLoaderData<typeof loader>()} />;
}
