import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { admit, askedFor } from '../show.ts';
import { ListMore } from '../ui/list-more.tsx';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export async function loader(given: LoaderFunctionArgs) {
  const { ask } = await admit(given);
  const { rows } = await ask('connections', {});
  const accounts = rows.filter(({ role }) => role === 'channel');
  const account = accounts.find(({ id }) => id === askedFor(given, 'account')) ?? accounts[0];
  const marketplace =
    account?.marketplaces.find(({ id }) => id === askedFor(given, 'marketplace')) ?? account?.marketplaces[0];
  const after = askedFor(given, 'after') ?? null;
  const products =
    account === undefined || marketplace === undefined
      ? { rows: [], next: null }
      : await ask('unlisted-variants', { connectionId: account.id, marketplace: marketplace.id, after });
  return { accounts, account: account ?? null, marketplace: marketplace?.id ?? null, products, after };
}

export default function ListMoreRoute() {
  const data = useLoaderData<typeof loader>();
  return (
    <ListMore key={`${data.account?.id ?? ''} ${data.marketplace ?? ''} ${data.after ?? ''}`} {...data} />
  );
}
