import { InlineStack, KeyboardKey, Text } from '@shopify/polaris';
import { Fragment } from 'react';
import { useScreen } from '../screen-context.tsx';

const shortcuts = [
  ['accept', ['A']],
  ['reject', ['R']],
  ['undo', ['U']],
  ['rows', ['↓', '↑', 'J', 'K']],
  ['proposals', ['→', '←']],
] as const;

/** The keys that work while one of the list's rows has the focus. */
export function Shortcuts() {
  const { t } = useScreen();
  return (
    <InlineStack gap="400" blockAlign="center">
      <Text as="span" tone="subdued">
        {t('screen.matching.keys')}
      </Text>
      {shortcuts.map(([name, keys]) => (
        <InlineStack key={name} gap="100" blockAlign="center" wrap={false}>
          {keys.map((key) => (
            <Fragment key={key}>
              {key === 'J' && <Text as="span">{t('screen.matching.keys.or')}</Text>}
              <KeyboardKey>{key}</KeyboardKey>
            </Fragment>
          ))}
          <Text as="span">{t(`screen.matching.keys.${name}`)}</Text>
        </InlineStack>
      ))}
    </InlineStack>
  );
}
