import { Link, useSearchParams } from '@remix-run/react';
import type { AppProviderProps } from '@shopify/polaris';
import { forwardRef, type ComponentProps } from 'react';

/** What Polaris gives to links. */
type LinkProps = ComponentProps<NonNullable<AppProviderProps['linkComponent']>>;

/** The same address in the language that the app was opened in, which only the address carries on: an embedded app has no cookies. */
export function inLanguage(url: string, locale: string | null): string {
  if (locale === null || !url.startsWith('/')) return url;
  const [path, query] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('locale', locale);
  return `${path ?? ''}?${parameters.toString()}`;
}

/** How Polaris' components link: inside the app without loading the document again. */
export const AppLink = forwardRef<HTMLAnchorElement, LinkProps>(function AppLink(props, reference) {
  const { url, external, children, ...rest } = props as LinkProps;
  const [parameters] = useSearchParams();
  if (external === true || !url.startsWith('/')) {
    return (
      <a {...rest} href={url} target="_blank" rel="noopener noreferrer" ref={reference}>
        {children}
      </a>
    );
  }
  return (
    <Link {...rest} to={inLanguage(url, parameters.get('locale'))} ref={reference}>
      {children}
    </Link>
  );
});
