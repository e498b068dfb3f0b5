import type { LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, useLoaderData, useRouteLoaderData } from '@remix-run/react';
import { allowedOperations } from '@quayside/host-kit/admin-api/roles';
import { AppFrame } from '../app-frame.tsx';
import type { loader as rootLoader } from '../root.tsx';
import { ScreenProblem } from '../screen-problem.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale, member } = await context.admit(request);
  return {
    locale,
    allowed: allowedOperations(member.role),
    now: context.adminApi.engine.clock.now() as string,
  };
}

export default function App() {
  return (
    <AppFrame {...useLoaderData<typeof loader>()}>
      <Outlet />
    </AppFrame>
  );
}

export function ErrorBoundary() {
  const known = useRouteLoaderData<typeof rootLoader>('root');
  return (
    <AppFrame locale={known?.locale ?? 'en'} allowed={[]} now="">
      <ScreenProblem />
    </AppFrame>
  );
}
