import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Clocks, chance and timers come through ports in core, so that the simulation can replay every run. */
const impure = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take the time from the Clock port.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take the time from the Clock port.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Chance comes through a port.',
  },
  {
    selector: "CallExpression[callee.property.name='randomUUID']",
    message: 'Take ids from the IdSource port.',
  },
  {
    selector:
      'CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate|queueMicrotask|randomUUID)$/]',
    message: 'Core has no timers and makes no ids: use the ports.',
  },
  { selector: "MemberExpression[object.name='performance']", message: 'Take the time from the Clock port.' },
  { selector: 'ImportDeclaration[source.value=/^node:/]', message: 'Core does no IO.' },
];

const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read in packages/runtime/src/env.ts only.',
};

/**
 * The rules of this repository. A function of the root, so that a test can hold a small tree of its own against the very same rules.
 *
 * @param {string} root
 */
export function makeConfig(root) {
  return tseslint.config(
    {
      ignores: [
        '**/node_modules/**',
        '**/generated/**',
        '**/dist/**',
        '**/*.gen.ts',
        '.quayside/**',
        '.turbo/**',
      ],
    },
    js.configs.recommended,
    {
      files: ['**/*.{ts,tsx}'],
      extends: [tseslint.configs.strictTypeChecked],
      languageOptions: {
        parserOptions: {
          projectService: true,
          tsconfigRootDir: root,
        },
      },
      rules: {
        '@typescript-eslint/consistent-type-imports': 'error',
        '@typescript-eslint/no-floating-promises': 'error',
        '@typescript-eslint/switch-exhaustiveness-check': [
          'error',
          { considerDefaultExhaustiveForUnions: true },
        ],
        '@typescript-eslint/restrict-template-expressions': [
          'error',
          { allowNumber: true, allowBoolean: true },
        ],
        // A function of an interface may have nothing to wait for in one of its implementations.
        '@typescript-eslint/require-await': 'off',
        '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
        '@typescript-eslint/no-unnecessary-type-parameters': 'off',
        '@typescript-eslint/no-confusing-void-expression': 'off',
        // What is left out of a copy is named and not used.
        '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
        'max-lines': ['error', { max: 320, skipBlankLines: true, skipComments: true }],
        'no-console': 'error',
        'no-restricted-exports': [
          'error',
          { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
        ],
        'no-restricted-syntax': ['error', environment],
      },
    },
    {
      files: ['packages/core/src/**/*.ts'],
      ignores: ['**/*.test.ts'],
      rules: { 'no-restricted-syntax': ['error', environment, ...impure] },
    },
    { files: ['packages/runtime/src/env.ts'], rules: { 'no-restricted-syntax': 'off' } },
    {
      files: ['**/*.test.ts', '**/*-contract.ts', '**/_contract/**/*.ts'],
      rules: {
        '@typescript-eslint/no-non-null-assertion': 'off',
        'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }],
      },
    },
    {
      // Arithmetic over typed arrays, whose indices are in bounds by construction.
      files: ['training/src/*.ts'],
      rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
    },
    {
      // Remix's way of answering something else than was asked.
      files: ['apps/shopify/**/*.{ts,tsx}'],
      rules: { '@typescript-eslint/only-throw-error': ['error', { allow: ['Response'] }] },
    },
    {
      // Configuration files must export a default, and so must Remix's modules.
      files: [
        '**/*.config.{ts,js}',
        'apps/shopify/app/{root,entry.server}.tsx',
        'apps/shopify/app/routes/*.tsx',
        '**/prisma.config.ts',
        '**/closing-line-reporter.ts',
      ],
      rules: { 'no-restricted-exports': 'off' },
    },
    {
      files: ['**/*.js', '**/*.cjs'],
      languageOptions: {
        globals: {
          process: 'readonly',
          console: 'readonly',
          module: 'writable',
          require: 'readonly',
          __dirname: 'readonly',
        },
      },
    },
  );
}
