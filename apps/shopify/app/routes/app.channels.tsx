import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useRefresh } from '../refresh.ts';
import { show } from '../show.ts';
import { Channels } from '../ui/channels.tsx';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export const loader = (given: LoaderFunctionArgs) => show(given, 'channels', {});

export default function ChannelsRoute() {
  const { view } = useLoaderData<typeof loader>();
  const { stores, accounts, consents } = view;
  useRefresh(consents.length > 0 || [...stores, ...accounts].some(({ importing }) => importing !== null));
  return <Channels view={view} />;
}
