import { redirect, type LoaderFunctionArgs } from '@remix-run/node';
import { frameAncestors } from '../frame-ancestors.ts';

/** The pages of Shopify's library: what fetches a session token and comes back. Who comes without a shop is told to start from the admin. */
export async function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  if (params['*'] === 'login') return redirect('/start');
  try {
    await context.answerAuthPage(request);
  } catch (page) {
    if (!(page instanceof Response)) throw page;
    // The library allows its makers' own addresses besides.
    page.headers.set('Content-Security-Policy', frameAncestors(request));
    return page;
  }
  return redirect('/app');
}
