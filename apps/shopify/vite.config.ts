import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

/** Our packages are loaded by Node itself, by type stripping: one copy of each, whoever imports it. */
const ours = /^@quayside\//;

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    remix({
      buildDirectory: 'dist',
      ignoredRouteFiles: ['**/*.test.ts'],
      future: {
        unstable_optimizeDeps: true,
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: false,
        v3_relativeSplatPath: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  build: {
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    ...(isSsrBuild === true ? { rollupOptions: { external: ours } } : {}),
  },
}));
