import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useRefresh } from '../refresh.ts';
import { askedFor, show } from '../show.ts';
import { ConnectAccount } from '../ui/connect-account.tsx';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export async function loader(given: LoaderFunctionArgs) {
  const { view } = await show(given, 'channels', {});
  const connector = given.params['connector'] ?? '';
  const offered = view.offered.find((each) => each.connector === connector);
  if (offered === undefined) throw new Response(null, { status: 404 });
  const account = view.accounts.find(({ id }) => id === askedFor(given, 'account')) ?? null;
  return { offered, account, consents: view.consents };
}

export default function ConnectAccountRoute() {
  const data = useLoaderData<typeof loader>();
  useRefresh(data.consents.length > 0);
  return <ConnectAccount {...data} />;
}
