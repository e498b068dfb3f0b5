import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { admit, askedFor } from '../show.ts';
import { Activity } from '../ui/activity.tsx';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export async function loader(given: LoaderFunctionArgs) {
  const { ask } = await admit(given);
  const asked = {
    text: askedFor(given, 'text') ?? '',
    connection: askedFor(given, 'connection') ?? null,
    member: askedFor(given, 'member') ?? null,
    after: askedFor(given, 'after') ?? null,
  };
  const { member, after } = asked;
  const memberId = member ?? undefined;
  const isTrail = askedFor(given, 'tab') === 'trail';
  const [history, trail, connections, members] = await Promise.all([
    isTrail
      ? null
      : ask('activity', { text: asked.text, connectionId: asked.connection ?? undefined, memberId, after }),
    isTrail ? ask('audit', { memberId, after }) : null,
    ask('connections', {}),
    ask('members', {}),
  ]);
  return { history, trail, asked, connections: connections.rows, members: members.rows };
}

export default function ActivityRoute() {
  return <Activity {...useLoaderData<typeof loader>()} />;
}
