import { Link } from '@shopify/polaris';
import { useScreen } from './screen-context.tsx';

interface OutsideLinkProps {
  /** `null`: there is no page, and the text stands as it is. */
  readonly url: string | null;
  readonly children: string;
  /** What the link leads to, for those who hear it out of its place. */
  readonly about: string;
}

/** A text that leads to a page outside Quayside, in a window of its own. In a row of a table it does not open the row as well. */
export function OutsideLink({ url, children, about }: OutsideLinkProps) {
  const { t } = useScreen();
  if (url === null) return <>{children}</>;
  return (
    <span onClick={(event) => event.stopPropagation()} role="presentation">
      <Link url={url} target="_blank" accessibilityLabel={t('screen.outside', { text: children, about })}>
        {children}
      </Link>
    </span>
  );
}
