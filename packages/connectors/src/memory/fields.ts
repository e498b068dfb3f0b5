import type { ConnectorManifest, ManifestField } from '@quayside/core/ports/manifest';

/** What is typed in for a toy: its name, and its key. */
export function memoryFields(place: 'shop' | 'market'): readonly ManifestField[] {
  return [
    memoryField(place),
    { name: 'key', of: 'credentials', kind: 'secret', isRequired: true, hasHint: true, longest: 100 },
  ];
}

export function memoryField(place: 'shop' | 'market'): ManifestField {
  return { name: place, of: 'settings', kind: 'text', isRequired: true, hasHint: false, longest: 100 };
}

export function memoryLabels(place: 'shop' | 'market'): ConnectorManifest['labels'] {
  return {
    en: { [place]: `Name of the toy ${place}`, key: 'Key', 'key.hint': 'Its owner gives it out' },
    fr: { [place]: 'Nom du jouet', key: 'Clé', 'key.hint': 'Son propriétaire la donne' },
  };
}
