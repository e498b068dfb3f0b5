import {
  Badge,
  BlockStack,
  Box,
  Button,
  Form,
  InlineStack,
  Spinner,
  Text,
  TextField,
} from '@shopify/polaris';
import { useState } from 'react';
import { ProposalSummary } from '../proposal-summary.tsx';
import { Refusal } from '../refusal.tsx';
import { useScreen } from '../screen-context.tsx';
import { likelihood, type MatchRowView, type Proposal } from './match-things.ts';

interface MatchByHandProps {
  readonly row: MatchRowView;
  readonly isBusy: boolean;
  readonly onChoose: (which: Pick<Proposal, 'item' | 'variant'>) => void;
}

const longestText = 200;

/** Looks for what a row is, in the channel’s catalogue or in the shop, where nothing that is proposed is right. */
export function MatchByHand({ row, isBusy, onChoose }: MatchByHandProps) {
  const { t } = useScreen();
  const { kind, marketplace, catalogueIdName, channelSku: sku } = row;
  const [text, setText] = useState(() =>
    (row.variant?.title ?? row.listed?.title ?? '').slice(0, longestText),
  );
  const [asked, setAsked] = useState<string | null>(null);
  const { found, problem, isAsking } = useFound(row, asked);
  return (
    <Box padding="400" background="bg-surface-secondary" borderRadius="200">
      <BlockStack gap="400">
        <Form onSubmit={() => setAsked(text.trim() === '' ? null : text.trim())}>
          <TextField
            label={
              kind === 'find-item'
                ? t('screen.matching.find-item', { marketplace, name: catalogueIdName })
                : t('screen.matching.find-variant')
            }
            value={text}
            onChange={setText}
            maxLength={longestText}
            autoComplete="off"
            connectedRight={
              <Button submit loading={isAsking} disabled={text.trim() === ''}>
                {t('screen.matching.find')}
              </Button>
            }
          />
        </Form>
        {isAsking && <Spinner size="small" accessibilityLabel={t('screen.matching.finding')} />}
        {problem !== null && <Refusal sentence={problem} />}
        {asked !== null && !isAsking && found !== null && (
          <Text as="p" tone="subdued">
            <span role="status">
              {found.length === 0
                ? t('screen.matching.found-nothing')
                : t('screen.matching.found', { count: found.length })}
            </span>
          </Text>
        )}
        {asked !== null && found !== null && found.length > 0 && (
          <BlockStack as="ul" gap="400">
            {found.map(({ key, which, title, image, about, findings }) => (
              <Box as="li" key={key}>
                <ProposalSummary
                  title={title}
                  image={image}
                  about={about}
                  mark={findings === null ? null : <Badge>{likelihood(t, findings)}</Badge>}
                  sentences={(findings?.objections ?? []).map((sentence) =>
                    t('screen.matching.against', { sentence }),
                  )}
                  action={
                    <Button
                      disabled={isBusy}
                      accessibilityLabel={t('screen.matching.choose-one', { title, sku })}
                      onClick={() => onChoose(which)}
                    >
                      {t('screen.matching.choose')}
                    </Button>
                  }
                />
              </Box>
            ))}
          </BlockStack>
        )}
        {kind === 'find-item' && asked !== null && (problem !== null || found?.length === 0) && (
          <NameIt name={catalogueIdName} isBusy={isBusy} onName={(id) => onChoose(named(id))} />
        )}
      </BlockStack>
    </Box>
  );
}

/** An item of which nothing is known but what the merchant says it is called. */
function named(catalogueId: string): Pick<Proposal, 'item' | 'variant'> {
  return {
    item: {
      ...{ catalogueId, title: catalogueId, image: null, brand: null, partNumber: null, color: null },
      ...{ size: null, packageQuantity: null, barcodes: [], familyId: null, page: null },
    },
    variant: null,
  };
}

interface Found {
  readonly key: string;
  readonly which: Pick<Proposal, 'item' | 'variant'>;
  readonly title: string;
  readonly image: string | null;
  readonly about: readonly (string | null)[];
  readonly findings: Pick<Proposal, 'percent' | 'isLikely' | 'objections'> | null;
}

/** What was found for a text, whichever of both is looked for. */
function useFound({ kind, connectionId, marketplaceId, listingId }: MatchRowView, text: string | null) {
  const { useQuestion } = useScreen();
  const isItem = kind === 'find-item';
  const items = useQuestion(
    'find-catalogue-items',
    isItem && text !== null ? { connectionId, marketplace: marketplaceId, text, listingId } : null,
  );
  const variants = useQuestion('find-variants', !isItem && text !== null ? { connectionId, text } : null);
  const { problem, isAsking } = isItem ? items : variants;
  const found: readonly Found[] | undefined = isItem
    ? items.answer?.rows.map(({ findings, ...item }) => ({
        ...{ key: item.catalogueId, which: { item, variant: null }, title: item.title, image: item.image },
        about: [item.catalogueId, item.brand, item.partNumber, item.color, item.size],
        findings,
      }))
    : variants.answer?.rows.map((variant) => ({
        ...{ key: variant.variantId, which: { item: null, variant }, title: variant.title },
        image: variant.image,
        about: [variant.sku, ...variant.options.map(({ value }) => value), variant.brand, variant.barcode],
        findings: null,
      }));
  return { found: problem === null ? (found ?? null) : null, problem, isAsking };
}

interface NameItProps {
  readonly name: string;
  readonly isBusy: boolean;
  readonly onName: (catalogueId: string) => void;
}

function NameIt({ name, isBusy, onName }: NameItProps) {
  const { t } = useScreen();
  const [text, setText] = useState('');
  const catalogueId = text.trim();
  return (
    <Form onSubmit={() => catalogueId !== '' && onName(catalogueId)}>
      <InlineStack gap="200" blockAlign="end">
        <TextField
          label={t('screen.matching.name-it', { name })}
          value={text}
          onChange={setText}
          maxLength={100}
          autoComplete="off"
        />
        <Button submit disabled={isBusy || catalogueId === ''}>
          {t('screen.match.go')}
        </Button>
      </InlineStack>
    </Form>
  );
}
