/** Who may import whom (ARCHITECTURE.md, "Borders"); run by dependency-cruiser in `npm test`. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const server = '^cloudfunctions/'
const pure = '^cloudfunctions/shared/(appeal|asking|contract|digest|notices|reply|region|roles|shanghai|text)\\.ts$'
const contract = '^cloudfunctions/[^/]+/[^/]+/contract\\.ts$'
const person = '^cloudfunctions/[^/]+/(person|photos|commitments)\\.ts$'
const rules = '^cloudfunctions/[^/]+/[^/]+/(rules|[a-z]+\\.rules)\\.ts$'

module.exports = {
  forbidden: [
    rule(
      'no-circles',
      'Files that need each other are one file.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'contract-is-a-table',
      'contract.ts: the schema library, shared contract pieces and the pure part of the kit.',
      { path: contract },
      { pathNot: ['node_modules/valibot', contract, pure] },
    ),
    rule(
      'rules-are-pure',
      'rules.ts: contracts, rules and the pure part of the kit.',
      { path: rules },
      { pathNot: [contract, rules, pure] },
    ),
    rule(
      'pure-kit-is-pure',
      'The part of the kit that phones use imports nothing of the server.',
      { path: pure },
      { pathNot: ['node_modules/(valibot|dayjs|js-sha256)', pure] },
    ),
    rule(
      'actions-are-private',
      'Only the index of their own domain and tests import actions.',
      { path: server, pathNot: '^cloudfunctions/([^/]+)/index\\.ts$' },
      { path: '^cloudfunctions/[^/]+/[^/]+/actions\\.ts$' },
    ),
    rule(
      'domains-by-contract',
      'A domain knows another one by its contracts and rules, and by what it says of people, photos and their time.',
      { path: '^cloudfunctions/(?!shared/)([^/]+)/' },
      { path: '^cloudfunctions/(?!shared/)[^/]+/', pathNot: ['^cloudfunctions/$1/', contract, rules, person] },
    ),
    rule(
      'kit-knows-no-domain',
      'The kit is below all domains.',
      { path: '^cloudfunctions/shared/' },
      { path: '^cloudfunctions/(?!shared/)' },
    ),
    rule(
      'one-door-to-wechat',
      'Only the kit’s door speaks to the SDK.',
      { path: server, pathNot: '^cloudfunctions/shared/wechat\\.ts$' },
      { path: 'wx-server-sdk' },
    ),
    rule(
      'demo-stays-home',
      'Demo data never reaches a function.',
      { path: server, pathNot: '/demo\\.ts$' },
      { path: '/demo\\.ts$' },
    ),
    rule(
      'phone-takes-only-what-is-public',
      'Server code never reaches the phone.',
      { path: '^src/' },
      { path: ['^cloudfunctions/', '^emulator/', '^config/', '^bench/'], pathNot: [contract, rules, pure] },
    ),
    rule(
      'features-stand-alone',
      'A feature imports src/shared, never another feature.',
      { path: '^src/(?!pages/|shared/)([^/]+)/' },
      { path: '^src/', pathNot: ['^src/$1/', '^src/shared/'] },
    ),
    rule(
      'shared-knows-no-feature',
      'What all use knows none of them.',
      { path: '^src/shared/' },
      { path: '^src/(?!shared/)' },
    ),
    rule(
      'emulator-knows-no-product',
      'The local cloud is a product of its own.',
      { path: '^emulator/' },
      { path: '^(src|cloudfunctions|config|tests|bench)/' },
    ),
    rule(
      'product-knows-no-emulator',
      'It is started, never imported.',
      { path: '^(src|cloudfunctions|config|bench)/' },
      { path: '^emulator/' },
    ),
    rule('nothing-imports-tests', 'Tests import, they are not imported.', { pathNot: '^tests/' }, { path: '^tests/' }),
    rule(
      'only-declared-packages',
      'A package stands in package.json.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule('it-exists', 'An import finds its file.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(scss|css|png)$' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'require', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json'],
    },
  },
}
