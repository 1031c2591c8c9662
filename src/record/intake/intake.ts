import { createHash } from 'node:crypto';
import type { Access } from '#agreement';
import { type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { sql } from '#store';
import type { IntakeReport } from '../contract.ts';
import { receive } from './hl7v2/receive.ts';
import { type IntakeFile, type IntakeProgress, load } from './load.ts';

export type IntakeQuestion = IntakeFile & {
  /** Who sends it: 'Organization/elm-tree', 'elm-tree', or the name of an organisation that is new. */
  readonly organization: string;
  /** SHA-256 of the file in hex, where it is known before it is read: the same file again then changes nothing, whatever came since. */
  readonly sha256?: string;
  readonly progress?: (done: IntakeProgress) => void;
};

/** Takes a file of an organisation into the record, under its own feed, and keeps a note of it. For systems alone. */
export type Intake = (access: Access, question: IntakeQuestion) => Promise<Outcome<IntakeReport>>;

export const FEED = 'intake';

export function intakeOf(services: Services): Intake {
  return async (access, question) => {
    if (access.role !== 'system') return systemsOnly();
    const { organization, name } = contributorOf(question.organization);
    if (organization === undefined) return noContributor();
    const { ports, store, now, zone } = services;
    const writer = await writerFor(services, access, { organization, name });
    const repository = services.repository(writer);
    const partners = new Set((await ports.contributors.organizations()).map((one) => one.organization));
    const hash = createHash('sha256');
    const began = now();
    const { progress, sha256, ...file } = question;
    const again = sha256 !== undefined && (await takenBefore(services, organization, sha256));
    const report = await load(
      { ...file, content: hashed(file.content, (chunk) => hash.update(chunk)) },
      {
        repository,
        organization,
        partners,
        now,
        again,
        receive: async (bytes) =>
          receive(bytes, { repository, reader: store, key: writer.organization, organization, zone, now }),
        ...(progress ? { progress } : {}),
      },
    );
    if (report.ok) await keepNote(services, report.value, { sha256: hash.digest('hex'), began: new Date(began) });
    return report;
  };
}

/** A system's access that writes what it brings in the name of the organisation that sent it. */
export async function writerFor(
  { ports, repository }: Services,
  access: Access,
  { organization, name }: { readonly organization: string; readonly name: string },
): Promise<Access> {
  const { contributors } = ports;
  const known = (await contributors.organizations()).some((one) => one.organization === organization);
  const key = await contributors.organizationKey(organization, known ? undefined : name);
  const writer: Access = {
    ...access,
    organization: key,
    basis: await contributors.basisKey(key, FEED, 'direct-care'),
    viewer: await contributors.viewerKey(organization),
    filter: { op: 'always' },
    writes: 'everything',
    choosesIds: true,
  };
  if (!known) await nameOrganization(repository(writer), organization, name);
  return writer;
}

/** A contributor that nobody has introduced gets an Organization by its name, so that sources on screens have one. */
async function nameOrganization(
  repository: ReturnType<Services['repository']>,
  organization: string,
  name: string,
): Promise<void> {
  const id = organization.slice('Organization/'.length);
  const there = await repository.read('Organization', id);
  if (there.ok) return;
  await repository.update('Organization', id, JSON.stringify({ resourceType: 'Organization', id, active: true, name }));
}

const ID = /^[A-Za-z0-9\-.]{1,64}$/;

function contributorOf(given: string): { readonly organization: string | undefined; readonly name: string } {
  const name = given.replace(/^Organization\//, '').trim();
  const id = ID.test(name)
    ? name
    : name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 64);
  return { organization: id === '' ? undefined : `Organization/${id}`, name };
}

async function* hashed(
  content: AsyncIterable<string | Uint8Array>,
  add: (chunk: string | Uint8Array) => void,
): AsyncGenerator<string | Uint8Array> {
  for await (const chunk of content) {
    add(chunk);
    yield chunk;
  }
}

async function takenBefore({ store }: Services, organization: string, sha256: string): Promise<boolean> {
  const row = await store.first(sql`
    select 1 from record_intake where organization = ${organization} and sha256 = ${sha256} limit 1`);
  return row !== undefined;
}

async function keepNote(
  { store, newId, now }: Services,
  { organization, file, format, taken, unchanged, refused, refusedUnnamed = 0 }: IntakeReport,
  { sha256, began }: { readonly sha256: string; readonly began: Date },
): Promise<void> {
  await store.run(sql`
    insert into record_intake (id, organization, file, format, sha256, taken, unchanged, refused, began, ended)
    values (${newId()}, ${organization}, ${file}, ${format}, ${sha256}, ${taken}, ${unchanged},
      ${refused.length + refusedUnnamed}, ${began}, ${new Date(now())})`);
}

function systemsOnly(): Outcome<never> {
  return refuse(
    'forbidden',
    'intake.systems-only',
    'Files are taken in by systems. Use a token made with `concord token`.',
  );
}

function noContributor(): Outcome<never> {
  return refuse('required', 'intake.organization', 'Say whose records these are: name the contributing organisation.');
}
