import type { ConnectorManifest, ManifestField } from '@quayside/core/ports/manifest';
import { z } from 'zod';
import type { Locale } from '../messages/format-message.ts';

export const formField = z.object({
  name: z.string(),
  of: z.enum(['credentials', 'settings', 'consent']),
  kind: z.enum(['text', 'secret', 'address', 'choice', 'choices']),
  label: z.string(),
  hint: z.string().nullable(),
  isRequired: z.boolean(),
  longest: z.number(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
});

/** One field of a form, ready to be shown: a host knows how each kind looks, and nothing of the platform. */
export type FormField = z.output<typeof formField>;

/** The form of a connector's fields of these parts, in the merchant's language. */
export function formModel(
  { fields, labels }: Pick<ConnectorManifest, 'fields' | 'labels'>,
  parts: readonly ManifestField['of'][],
  locale: Locale,
): FormField[] {
  const words = labels[locale];
  return fields
    .filter(({ of }) => parts.includes(of))
    .map(({ name, of, kind, isRequired, hasHint, longest, options = [] }) => ({
      name,
      of,
      kind,
      isRequired,
      longest,
      label: words[name] ?? name,
      hint: hasHint ? (words[`${name}.hint`] ?? null) : null,
      options: options.map((option) => ({
        value: option.value,
        label: option.name ?? words[`${name}.${option.value}`] ?? option.value,
      })),
    }));
}
