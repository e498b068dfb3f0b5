/** Who may import whom: DESIGN, section 3. `tooling/src/import-rules.test.ts` proves that each rule fires. */

const core = '^packages/core/src/';
const tests = '\\.test\\.ts$';
/** Rooms that exist for tests, and the files that may use them. */
const testRooms = '^packages/(simulators|testkit)/|^packages/connectors/src/_contract/';
const testUsers = `${tests}|^(demo|bench|simulation|training|tooling)/|^packages/(simulators|testkit)/|/_contract/|-contract\\.ts$|-world\\.ts$|^apps/[^/]+/browser/|vitest`;

const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule(
      'domain-is-the-ground',
      { path: `${core}domain/`, pathNot: tests },
      { path: '^packages/', pathNot: `${core}domain/` },
    ),
    rule(
      'domain-libraries',
      { path: `${core}domain/`, pathNot: tests },
      { path: 'node_modules', pathNot: 'node_modules/(zod|decimal\\.js)/' },
    ),
    rule(
      'policies-and-matching-know-domain',
      { path: `${core}(policies|matching)/`, pathNot: tests },
      { path: core, pathNot: `${core}(domain|policies|matching)/` },
    ),
    rule(
      'planning-knows-domain-and-policies',
      { path: `${core}planning/`, pathNot: tests },
      { path: core, pathNot: `${core}(domain|policies|planning)/` },
    ),
    rule(
      'ports-and-jobs-know-domain',
      { path: `${core}(ports|jobs)/`, pathNot: tests },
      { path: core, pathNot: `${core}(domain|ports|jobs)/` },
    ),
    rule(
      'core-knows-no-other-room',
      { path: core, pathNot: tests },
      { path: '^(apps|packages|demo|bench)/', pathNot: core },
    ),
    rule('core-does-no-io', { path: core, pathNot: tests }, { dependencyTypes: ['core'] }),
    rule(
      'connectors-know-domain-and-ports',
      { path: '^packages/connectors/src/', pathNot: tests },
      { path: '^packages/core/', pathNot: `${core}(domain|ports)/` },
    ),
    rule(
      'connectors-know-no-other-room',
      { path: '^packages/connectors/src/', pathNot: testUsers },
      { path: '^(apps|packages|demo|bench)/', pathNot: '^packages/(core|connectors)/' },
    ),
    rule(
      'a-connector-knows-no-other-connector',
      { path: '^packages/connectors/src/([^_/][^/]*)/', pathNot: tests },
      { path: '^packages/connectors/src/[^/]+/', pathNot: '^packages/connectors/src/($1|_kit|_contract)/' },
    ),
    rule(
      'the-kit-knows-no-connector',
      { path: '^packages/connectors/src/_(kit|contract)/' },
      { path: '^packages/connectors/src/[^_/][^/]*/' },
    ),
    rule(
      'runtime-knows-no-connector',
      { path: '^packages/runtime/src/', pathNot: tests },
      { path: '^(apps|packages|demo|bench)/', pathNot: '^packages/(core|runtime)/|-contract\\.ts$' },
    ),
    rule(
      'host-kit-knows-core-and-manifests',
      { path: '^packages/host-kit/src/', pathNot: tests },
      {
        path: '^(apps|packages|demo|bench)/',
        pathNot:
          '^packages/(core|host-kit)/|^packages/connectors/src/[^/]+/(manifest|messages)\\.ts$|^packages/connectors/src/manifests\\.gen\\.ts$',
      },
    ),
    rule(
      'host-kit-knows-no-framework',
      { path: '^packages/host-kit/src/', pathNot: tests },
      { path: 'node_modules/(react|react-dom|@prisma|prisma|bullmq|pg|fastify)/' },
    ),
    rule(
      'only-runtime-knows-the-database-and-the-queue',
      // The server that a benchmark measures ours against is none of ours; what the database does of itself in its own time is told to it before measuring.
      {
        path: '^(apps|packages|demo|bench)/',
        pathNot: `^packages/runtime/|^bench/src/(bare-webhook-server|settle-database)\\.ts$|^apps/[^/]+/browser/[^/]+-world\\.ts$|${tests}`,
      },
      { path: 'node_modules/(@prisma|prisma|bullmq|pg|ioredis)/' },
    ),
    rule(
      'only-assembly-joins-runtime-and-connectors',
      {
        path: '^(apps|packages|demo|bench)/',
        pathNot: `^packages/(assembly|runtime)/|${tests}|^apps/.*-world\\.ts$`,
      },
      { path: '^packages/runtime/' },
    ),
    rule(
      'only-assembly-knows-the-registry',
      { path: '^(apps|packages|demo|bench)/', pathNot: `^packages/(assembly|connectors)/|${testUsers}` },
      { path: '^packages/connectors/src/registry\\.gen\\.ts$' },
    ),
    rule(
      'apps-know-host-kit-and-assembly',
      { path: '^apps/', pathNot: `${tests}|-world\\.ts$|^apps/[^/]+/browser/` },
      { path: '^packages/', pathNot: '^packages/(host-kit|assembly|core)/' },
    ),
    rule(
      'a-hosts-own-library-has-one-place',
      { path: '^apps/shopify/', pathNot: `^apps/shopify/app/shopify\\.server\\.ts$|${tests}|-world\\.ts$` },
      { path: 'node_modules/@shopify/shopify-(api|app-remix)/' },
    ),
    rule(
      'screens-are-shown-what-they-know',
      { path: '^apps/shopify/app/ui/' },
      {
        path: '^packages/|^apps/|node_modules/@remix-run/',
        pathNot: '^apps/shopify/app/ui/|^packages/host-kit/src/messages/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule('an-app-knows-no-other-app', { path: '^apps/([^/]+)/' }, { path: '^apps/', pathNot: '^apps/$1/' }),
    rule('nothing-knows-an-app', { path: '^(packages|demo|bench)/', pathNot: tests }, { path: '^apps/' }),
    rule('test-rooms-are-for-tests', { path: '.', pathNot: testUsers }, { path: testRooms }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/generated/|^apps/[^/]+/dist/|^node_modules/\\.cache' },
    tsPreCompilationDeps: true,
    // What is in node_modules is judged by its name there; workspaces are links and are judged by where they really are.
    preserveSymlinks: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
  },
};
