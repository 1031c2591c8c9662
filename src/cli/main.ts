import { LABELS, PURPOSES, ROLES } from '#agreement';
import { PortTaken, VERSION } from '#app';
import { Unavailable } from '#store';
import { Command, InvalidArgumentError, Option } from 'commander';
import { EXIT } from './exit.ts';
import { say } from './terminal.ts';

// Each command is loaded when it is asked for: `token` and `--help` need not wait for the server's modules.
const program = new Command('concord')
  .description('Makes the care that several organisations give to the same people work as one.')
  .version(VERSION)
  .showHelpAfterError()
  // Before the commands are added: they take it over.
  .exitOverride();

const data = () => new Option('--data <folder>', 'data folder (default .concord, or CONCORD_DATA)');
const dataLoss = () => new Option('--accept-data-loss', 'take a database server that may lose acknowledged writes');

program
  .command('serve', { isDefault: true })
  .description('start the program and serve until Ctrl-C')
  .addOption(data())
  .addOption(dataLoss())
  .option('--port <port>', 'port (default 8080, or the next free one)', wholeNumber)
  .option('--host <host>', 'address to listen on (default localhost)')
  .addOption(
    new Option('--demo <size>', 'demonstration to load at the first start').choices([
      'none',
      'small',
      'default',
      'full',
    ]),
  )
  .option('--no-open', 'do not open a browser')
  .action(async (flags) => (await import('./serve.ts')).serve(flags));

program
  .command('load')
  .description('take files of one organisation in: FHIR R4 bundles, NDJSON, or CSV with a mapping')
  .argument('<files...>', 'files; .gz is unpacked')
  .requiredOption('--organization <id>', 'whose records these are')
  .option('--mapping <mapping>', 'for CSV: a mapping file, or the name of one that ships')
  .addOption(data())
  .option('--base <url>', 'a running server, instead of the data folder')
  .option('--token <token>', 'its bearer token')
  .option('--json', 'progress and reports as JSON lines')
  .action(async (files, flags) => (await import('./load.ts')).load(files, flags));

program
  .command('token')
  .description('print a bearer token of a system client with the full FHIR API')
  .addOption(data())
  .option('--client <name>', 'name of the client', 'loader')
  .option('--organization <id>', 'organisation that its writes are attributed to', 'Organization/system')
  .option('--days <days>', 'how long it lasts', wholeNumber, 30)
  .action(async (flags) => (await import('./token.ts')).token(flags));

program
  .command('invite')
  .description('invite somebody to a seat: prints a link that opens once, within a week')
  .argument('<name>', 'their name')
  .requiredOption('--organization <id>', 'where they work')
  .requiredOption('--organization-name <name>', 'its name on screens')
  .addOption(
    new Option('--role <role>', 'in which role')
      .choices(ROLES.filter((role) => role !== 'system' && role !== 'person'))
      .makeOptionMandatory(),
  )
  .option('--base <url>', 'the address that people know the program by', 'http://localhost:8080')
  .option('--issuer <id>', "an organisation's own sign-in: see `concord issuer`")
  .option('--expected <name>', 'the name by which it knows them')
  .addOption(data())
  .addOption(dataLoss())
  .action(async (name, flags) => (await import('./people.ts')).invite(name, flags));

program
  .command('issuer')
  .description('let the people of an organisation sign in with its own accounts (OpenID Connect)')
  .argument('<id>', 'a short name')
  .requiredOption('--organization <id>', 'whose accounts these are')
  .requiredOption('--name <name>', 'what the button says')
  .requiredOption('--issuer <address>', 'the address that it publishes')
  .requiredOption('--app <id>', 'client_id that it gave to Concord')
  .option('--secret-file <file>', 'a file with the secret that it gave')
  .option('--claim <claim>', 'the claim by which it names people', 'email')
  .option('--strong', 'it asks for a second factor itself, by contract')
  .addOption(data())
  .addOption(dataLoss())
  .action(async (id, flags) => (await import('./people.ts')).addIssuer(id, flags));

const apps = program.command('app').description('apps that people open, and backend systems (SMART App Launch)');

apps
  .command('register')
  .description('register an app, or with --organization a backend system; the same id again replaces it')
  .argument('<name>', 'what people are asked about: its name')
  .option('--id <id>', 'client_id (default made from the name)')
  .option('--redirect <address...>', 'where it is sent back to, letter by letter')
  .option('--launch <address>', "where it is opened from a person's page")
  .option('--scopes <scopes>', 'the most that it may ask for')
  .option('--secret', 'make a secret for it: for an app that runs on a server')
  .option('--jwks <file>', 'its public keys')
  .option('--jwks-url <address>', 'where its public keys are')
  .option('--organization <id>', 'a backend system, whose writes are those of this organisation')
  .option('--frame <origin...>', 'systems that may show its launch within their own page')
  .addOption(data())
  .action(async (name, flags) => (await import('./app.ts')).registerApp(name, flags));

apps
  .command('list')
  .description('what is registered')
  .addOption(data())
  .action(async (flags) => (await import('./app.ts')).listRegistered(flags));

apps
  .command('remove')
  .description('take an app away, and everything it was given')
  .argument('<id>', 'client_id')
  .addOption(data())
  .action(async (id, flags) => (await import('./app.ts')).removeRegistered(id, flags));

apps
  .command('rotate-key')
  .description('sign with a new key from now on')
  .addOption(data())
  .action(async (flags) => (await import('./app.ts')).rotateKey(flags));

program
  .command('migrate')
  .description('bring the database schema up to date')
  .addOption(data())
  .addOption(dataLoss())
  .action(async (flags) => (await import('./migrate.ts')).migrate(flags));

program
  .command('reindex')
  .description('rewrite what older resources are found by; stopped, the same command goes on where it was')
  .option('--type <type...>', 'only resources of these types')
  .option('--parameter <code>', 'only resources that have a value for this search parameter')
  .option('--anew', 'from the first resource, where a run before was stopped')
  .option('--json', 'progress as JSON lines')
  .addOption(data())
  .addOption(dataLoss())
  .action(async (flags) => (await import('./reindex.ts')).reindex(flags));

program
  .command('doctor')
  .description('look at everything the program stands on')
  .addOption(data())
  .addOption(dataLoss())
  .option('--json', 'one JSON line a finding')
  .action(async (flags) => (await import('./doctor.ts')).doctor(flags));

program
  .command('explain')
  .description('say who can see an item, and why')
  .argument('<reference>', "the item, like 'Observation/ab12'")
  .requiredOption('--organization <reference>', "who would look, like 'Organization/elm-tree'")
  .addOption(new Option('--role <role>', 'in which role').choices(ROLES).makeOptionMandatory())
  .addOption(new Option('--purpose <purpose>', 'for which purpose; usually that of the role').choices(PURPOSES))
  .option('--on <day>', 'as of which day, like 2026-10-01; now where left out')
  .addOption(data())
  .option('--json', 'the whole explanation as JSON')
  .action(async (reference, flags) => (await import('./explain.ts')).explain(reference, flags));

program
  .command('board-pack')
  .description('write the board report of a month as it was issued: its PDF, and the JSON that is sealed')
  .argument('<month>', 'a month that is over, like 2026-10')
  .requiredOption('--organization <id>', 'whose board')
  .addOption(
    new Option('--role <role>', 'as whom of that organisation')
      .choices(ROLES.filter((role) => role !== 'system' && role !== 'person'))
      .default('programme-lead'),
  )
  .option('--issue', 'issue it first, as the records stand now')
  .option('--out <folder>', 'where the files go', '.')
  .addOption(data())
  .addOption(dataLoss())
  .option('--json', 'the seal and the names of the files as JSON')
  .action(async (month, flags) => (await import('./board-pack.ts')).boardPack(month, flags));

const codes = program
  .command('codes')
  .description('codes that mark something as sensitive, and how far the record has been looked at')
  .addOption(data())
  .option('--json', 'as one JSON line')
  .action(async (flags) => (await import('./codes.ts')).listCodes(flags));

codes
  .command('load')
  .description('load a reference set of SNOMED CT, or CSV with system and code, under a licence of your own')
  .argument('<file>', 'the file as it was published')
  .addOption(new Option('--label <label>', 'what the codes mark').choices(LABELS).makeOptionMandatory())
  .requiredOption('--name <name>', 'what they are called')
  .requiredOption('--licence <licence>', 'under which licence they may be used here, and whose it is')
  .option('--refset <id>', 'which reference set, where the file holds several')
  .addOption(data())
  .action(async (file, flags) => (await import('./codes.ts')).loadCodes(file, flags));

codes
  .command('look')
  .description('look at the record now, rather than wait for the running program')
  .addOption(data())
  .action(async (flags) => (await import('./codes.ts')).lookAgain(flags));

const measure = program
  .command('measure')
  .description('packs of measures: rules that change by country and year, as data');
measure
  .command('check')
  .description('run the golden people of a pack folder, and say which answer is not the one stated, and why')
  .argument('<folder>', 'a folder with pack.json and golden.json')
  .action(async (folder) => (await import('./measure.ts')).checkMeasures(folder));

const law = program
  .command('law')
  .description('packs of law: what holds in a place whether or not it was agreed, as data');
law
  .command('check')
  .description('read packs of law as the program does when it starts, and name every fault by file, place and rule')
  .argument('<folder>', 'a folder with pack.json, or with folders jurisdiction-NAME')
  .action(async (folder) => (await import('./law.ts')).checkLaw(folder));

const audit = program.command('audit').description('the log of who did what');
audit
  .command('verify')
  .description('compare the log and the board reports with their seals, and name what differs')
  .addOption(data())
  .addOption(dataLoss())
  .option('--from <instant>', 'sealed from then on', instant)
  .option('--to <instant>', 'sealed until then', instant)
  .option('--json', 'the report as JSON')
  .action(async (flags) => (await import('./audit/verify.ts')).verify(flags));

const rights = program.command('rights').description('what people have a right to: erasures that outlive backups');
rights
  .command('replay')
  .description('do erasures again after an older backup of the database was put back')
  .argument('[file]', 'a copy of tombstones.ndjson; that of the data folder where none is named')
  .addOption(data())
  .addOption(dataLoss())
  .option('--json', 'the report as JSON')
  .action(async (file, flags) => (await import('./rights/replay.ts')).replay(file, flags));
rights
  .command('tombstones')
  .description('print what was erased, one line an item and no content, to be kept where backups are not')
  .addOption(data())
  .addOption(dataLoss())
  .action(async (flags) => (await import('./rights/replay.ts')).tombstones(flags));

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('a whole number is wanted');
  return Number(text);
}

function instant(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('a date or instant is wanted, like 2026-03-02');
  return date;
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitOf(error);
}

function exitOf(error: unknown): number {
  if (!(error instanceof Error)) throw error;
  // Of commander: it has said what was wrong, or it was asked for help.
  if ('exitCode' in error && typeof error.exitCode === 'number') return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  say(error instanceof PortTaken || process.env['CONCORD_TRACE'] === undefined ? error.message : (error.stack ?? ''));
  return error instanceof Unavailable ? EXIT.unavailable : EXIT.failed;
}
