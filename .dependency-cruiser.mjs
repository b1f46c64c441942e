// The walls of the house: which room may import from which (ARCHITECTURE.md draws them).
export default {
  forbidden: [
    {
      name: 'no-service-reaches-into-another',
      comment: 'Services meet on the wire and in the store; only standalone composes several.',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: '^services/(standalone|shared)/' },
      to: { path: '^services/', pathNot: '^services/(shared|$1)/' },
    },
    {
      name: 'shared-imports-no-service',
      severity: 'error',
      from: { path: '^services/shared/' },
      to: { path: '^(services/(?!shared/)|dashboards/|tools/|test/)' },
    },
    {
      name: 'domain-types-do-no-io',
      comment: 'The files at the root of shared are types and pure functions.',
      severity: 'error',
      from: { path: '^services/shared/[^/]+\\.ts$' },
      to: { pathNot: '^services/shared/[^/]+\\.ts$' },
    },
    {
      name: 'dashboards-import-only-shared-types',
      severity: 'error',
      from: { path: '^dashboards/', pathNot: '^dashboards/grafana/' },
      to: { pathNot: '^(dashboards/(?!grafana/)|services/shared/[^/]+\\.ts$|services/shared/store/query\\.ts$)' },
    },
    {
      name: 'grafana-emitter-knows-names-in-influxdb',
      comment: 'It writes InfluxQL at development time; what ships is the JSON it makes.',
      severity: 'error',
      from: { path: '^dashboards/grafana/' },
      to: {
        pathNot:
          '^(dashboards/|services/shared/[^/]+\\.ts$|services/shared/store/influxdb/(stored-names|influxql)\\.ts$|node_modules/@grafana/grafana-foundation-sdk/)',
      },
    },
    {
      name: 'nothing-runs-the-grafana-emitter',
      severity: 'error',
      from: { path: '^services/' },
      to: { path: '^dashboards/grafana/.*\\.ts$' },
    },
    {
      name: 'only-the-web-shows-dashboards',
      severity: 'error',
      from: { path: '^services/', pathNot: '^services/(web|provisioner)/' },
      to: { path: '^dashboards/' },
    },
    {
      name: 'no-test-code-in-services',
      severity: 'error',
      from: { path: '^(services|dashboards)/' },
      to: { path: '^(test|tools)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-development-package-at-run-time',
      severity: 'error',
      from: { path: '^(services|dashboards)/', pathNot: '^dashboards/grafana/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
