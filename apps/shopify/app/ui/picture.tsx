import { Thumbnail } from '@shopify/polaris';
import { ImageIcon } from '@shopify/polaris-icons';
import { Whole } from './whole.tsx';

/** A product's picture, which its name beside it describes. */
export function Picture({ url }: { readonly url: string | null }) {
  return (
    <Whole>
      <Thumbnail source={url ?? ImageIcon} alt="" size="small" />
    </Whole>
  );
}
