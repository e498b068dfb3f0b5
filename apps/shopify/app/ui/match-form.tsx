import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Button, Card, Form, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';

/** Where a repair leads that asks for another item. */
export const matchFieldId = 'catalogue-id';

type Listing = Pick<OutputOf<'listing'>, 'id' | 'connectionId' | 'catalogueIdName'>;

/** Says by its number which item of the channel's catalogue a listing is, where none that is proposed is the right one. */
export function MatchForm({ listing }: { readonly listing: Listing }) {
  const { t, useCommand } = useScreen();
  const { run, isRunning, problem } = useCommand('choose-match');
  const [text, setText] = useState('');
  const catalogueId = text.trim();
  return (
    <Card>
      <Form
        onSubmit={() => {
          if (catalogueId === '') return;
          run({ connectionId: listing.connectionId, listingId: listing.id, catalogueId });
        }}
      >
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('screen.match.title')}
          </Text>
          <Text as="p">{t('screen.match.why')}</Text>
          {problem !== null && <Refusal sentence={problem} />}
          <TextField
            id={matchFieldId}
            label={t('screen.match.id', { name: listing.catalogueIdName })}
            value={text}
            onChange={setText}
            maxLength={100}
            autoComplete="off"
          />
          <InlineStack align="end">
            <Button submit loading={isRunning} disabled={catalogueId === ''}>
              {t('screen.match.go')}
            </Button>
          </InlineStack>
        </BlockStack>
      </Form>
    </Card>
  );
}
