import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Box, Button, Card, Icon, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { useId } from 'react';
import { CheckCircleIcon } from '@shopify/polaris-icons';
import { useScreen } from './screen-context.tsx';
import { Whole } from './whole.tsx';

type Step = OutputOf<'overview'>['setUp'][number];

const ways = {
  'connect-channel': '/app/channels',
  'import-products': '/app/channels',
  'link-listings': '/app/listings',
  'first-order': '/app/orders',
} as const satisfies Record<Step['step'], string>;

/** The way to the first order, step by step. It goes away by itself once every step is done. */
export function SetUpGuide({ steps }: { readonly steps: readonly Step[] }) {
  const { t } = useScreen();
  const done = steps.filter(({ isDone }) => isDone).length;
  const next = steps.find(({ isDone }) => !isDone)?.step;
  const id = useId();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t('screen.set-up.title')}
          </Text>
          <Text as="p" tone="subdued" id={id}>
            {t('screen.set-up.progress', { done, total: steps.length })}
          </Text>
          <ProgressBar progress={(done / steps.length) * 100} size="small" ariaLabelledBy={id} />
        </BlockStack>
        <BlockStack as="ol" gap="300">
          {steps.map(({ step, isDone }) => (
            <Box as="li" key={step}>
              <InlineStack gap="200" wrap={false} blockAlign="start">
                <StepMark isDone={isDone} />
                <BlockStack gap="200" inlineAlign="start">
                  <Text as="span" fontWeight={step === next ? 'semibold' : 'regular'}>
                    {t(`screen.set-up.${step}`)}
                  </Text>
                  {step === next && (
                    <>
                      <Text as="p" tone="subdued">
                        {t(`screen.set-up.${step}.why`)}
                      </Text>
                      <Button url={ways[step]} variant="primary">
                        {t(`screen.set-up.${step}.go`)}
                      </Button>
                    </>
                  )}
                </BlockStack>
              </InlineStack>
            </Box>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

function StepMark({ isDone }: { readonly isDone: boolean }) {
  const { t } = useScreen();
  return (
    <Whole>
      {isDone ? (
        <Icon source={CheckCircleIcon} tone="success" accessibilityLabel={t('screen.set-up.done')} />
      ) : (
        <div style={ring} role="img" aria-label={t('screen.set-up.open')} />
      )}
    </Whole>
  );
}

/** As large as an icon. */
const ring = {
  boxSizing: 'border-box',
  width: '0.875rem',
  height: '0.875rem',
  margin: '0.1875rem',
  borderRadius: '50%',
  border: '1.5px dashed var(--p-color-icon-secondary)',
} as const;
