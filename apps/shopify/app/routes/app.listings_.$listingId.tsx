import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useRefresh } from '../refresh.ts';
import { admit } from '../show.ts';
import { ListingDetail } from '../ui/listing-detail.tsx';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export async function loader(given: LoaderFunctionArgs) {
  const { ask } = await admit(given);
  const [view, policies] = await Promise.all([
    ask('listing', { listingId: given.params['listingId'] ?? '' }),
    ask('policies', {}),
  ]);
  return { view, policies: policies.rows };
}

export default function ListingRoute() {
  const { view, policies } = useLoaderData<typeof loader>();
  const isOnItsWay = view.status === 'matching' || view.status === 'publishing';
  useRefresh(isOnItsWay || view.quantity.isPending || view.price.isPending);
  return <ListingDetail view={view} policies={policies} />;
}
