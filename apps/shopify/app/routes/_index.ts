import { redirect, type LoaderFunctionArgs } from '@remix-run/node';

/** Shopify opens the app here, with all that says who comes. */
export function loader({ request }: LoaderFunctionArgs): Response {
  return redirect(`/app${new URL(request.url).search}`);
}
