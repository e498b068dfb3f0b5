import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Button, Card, Form, FormLayout, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { areUnits, UnitsField } from './units-field.tsx';

/** Says by hand which product of the shop a listing sells, where neither SKU nor barcode say it. */
export function LinkForm({
  listing,
}: {
  readonly listing: Pick<OutputOf<'listing'>, 'id' | 'connectionId'>;
}) {
  const { t, useCommand } = useScreen();
  const { run, isRunning, problem } = useCommand('link-listing');
  const [sku, setSku] = useState('');
  const [units, setUnits] = useState('1');
  const isComplete = sku.trim() !== '' && areUnits(units);
  return (
    <Card>
      <Form
        onSubmit={() => {
          if (!isComplete) return;
          run({
            connectionId: listing.connectionId,
            listingId: listing.id,
            sku,
            unitsPerListing: Number(units),
          });
        }}
      >
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('screen.listing.link')}
          </Text>
          <Text as="p">{t('screen.listing.link.why')}</Text>
          {problem !== null && <Refusal sentence={problem} />}
          <FormLayout>
            <FormLayout.Group>
              <TextField
                label={t('screen.listing.link.sku')}
                value={sku}
                onChange={setSku}
                maxLength={255}
                autoComplete="off"
              />
              <UnitsField label={t('screen.listing.link.units')} units={units} onChange={setUnits} />
            </FormLayout.Group>
          </FormLayout>
          <InlineStack align="end">
            <Button submit variant="primary" loading={isRunning} disabled={!isComplete}>
              {t('screen.listing.link.go')}
            </Button>
          </InlineStack>
        </BlockStack>
      </Form>
    </Card>
  );
}
