import { setTimeout as pause } from 'node:timers/promises';
import type { Access } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome, type Refusal, refuse } from '#fhir';
import { changesIn, type Program } from '#forms';
import type { Services } from '#joint';
import type { BundleEntry, Stored } from '#repository';
import { sql } from '#store';
import { FORM_TEXT_MAX, type FormPublishing, type FormTried } from './contract.ts';
import type { Json } from './kept.ts';
import { mayPublish } from './may-publish.ts';
import { ownOrganization } from './task.ts';
import { jsonOf, programOf, publishedBy, versionOf, versionsUnder } from './version.ts';
import { provenanceOf } from './written.ts';

const TURNS = 100;
const TURN_MS = 50;

/** A form as it would be published: read, compared with the version in use, and nothing kept. */
export async function tryForm(services: Services, access: Access, text: string): Promise<Outcome<FormTried>> {
  const read = await readForm(services, access, text);
  if (!read.ok) return read;
  const { json, program, former } = read.value;
  const before = former && (await programOf(services, access, jsonOf(former)));
  const published = former && (await publishedBy(services, access, [former])).get(former.id);
  return accepted({
    text,
    version: String(json['version']),
    program,
    seen: former?.id ?? '',
    ...(former
      ? {
          former: {
            id: former.id,
            version: versionOf(former),
            active: true,
            ...(published ? { by: published.by, at: published.on } : {}),
          },
        }
      : {}),
    ...(before?.ok ? { changes: changesIn(before.value, program) } : {}),
  });
}

/**
 * Publishes a form and retires the version in use, as one deed with who did it. Only over the version that was looked at: whoever comes second is
 * told who was first, and what they changed. One publishes at a time; nobody waits for the turn inside a transaction.
 */
export async function publishForm(
  services: Services,
  access: Access,
  { text, seen }: FormPublishing,
): Promise<Outcome<string>> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const done = await services.store.write(async (transaction) => {
      const row = await transaction.first<{ readonly free: boolean }>(
        sql`select pg_try_advisory_xact_lock(hashtextextended('form publishing', 0)) as free`,
      );
      return row?.free ? await published(services, access, { text, seen }) : undefined;
    });
    if (done !== undefined) return done;
    await pause(TURN_MS);
  }
  return refuse('conflict', 'record.form-busy', 'Others are publishing forms at this moment. Try again.');
}

async function published(services: Services, access: Access, { text, seen }: FormPublishing): Promise<Outcome<string>> {
  const read = await readForm(services, access, text, seen);
  if (!read.ok) return read;
  const { json, active } = read.value;
  const own = await ownOrganization(services, access);
  const at = new Date(services.now()).toISOString();
  const { principal, name = principal } = access;
  const by = { principal, name, ...(own ? { organization: own.organization } : {}) };
  const fullUrl = `urn:uuid:${services.newId()}`;
  const kept = { ...json, status: 'active', date: json['date'] ?? dayIn(services.zone, services.now()) };
  const repository = services.repository({ ...access, writes: 'everything' });
  const written = await repository.transaction([
    { ...entry('POST', 'Questionnaire', kept), fullUrl },
    ...active.map((one) => ({
      ...entry('PUT', `Questionnaire/${one.id}`, { ...jsonOf(one), status: 'retired' }),
      ifMatch: `W/"${one.version}"`,
    })),
    entry('POST', 'Provenance', provenanceOf(fullUrl, { at, by })),
  ]);
  if (!written.ok) return written;
  const [first] = written.value;
  if (!first?.ok) return first ?? refuse('conflict', 'record.form-busy', 'The form was not kept. Try again.');
  const id = first.value.written?.id ?? '';
  await services.ports.audit.note(access, { action: 'publish-form', outcome: 'done', type: 'Questionnaire', id });
  return accepted(id);
}

type Read = {
  readonly json: Json;
  readonly program: Program;
  /** The version in use, and all that are: retired together. */
  readonly former?: Stored;
  readonly active: readonly Stored[];
};

/** Who may, whether it is a form, whether it can be carried out and kept, and over what it would go. */
async function readForm(services: Services, access: Access, text: string, seen?: string): Promise<Outcome<Read>> {
  const may = await mayPublish(services, access);
  if (!may.ok) return may;
  const parsed = formIn(text);
  if (!parsed.ok) return parsed;
  const json = parsed.value;
  const program = await programOf(services, access, json);
  if (!program.ok) return named(json, program.refusals);
  const all = await versionsUnder(services, access, String(json['url']));
  const active = all.filter((one) => jsonOf(one)['status'] === 'active');
  const [former] = active;
  if (seen !== undefined && seen !== (former?.id ?? '')) return overtaken(services, access, { former, seen });
  if (former && former.org !== access.organization) return otherKeeps(services, former);
  if (all.some((one) => versionOf(one) === json['version'])) return sameVersion(String(json['version']));
  const fit = await services
    .repository({ ...access, writes: 'everything' })
    .admissible('Questionnaire', JSON.stringify({ ...json, status: 'active' }));
  if (!fit.ok) return named(json, fit.refusals);
  return accepted({ json, program: program.value, active, ...(former ? { former } : {}) });
}

function formIn(text: string): Outcome<Json> {
  if (text.trim() === '')
    return refuse('required', 'record.form-text', 'Choose the file of the form, or paste its JSON.');
  if (text.length > FORM_TEXT_MAX) {
    return refuse(
      'too-long',
      'record.form-text',
      `A form is at most ${FORM_TEXT_MAX / 1_000} KB of JSON. Ask less in one form.`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const where = error instanceof SyntaxError ? ` ${error.message}.` : '';
    return refuse('structure', 'record.form-text', `This is not JSON.${where} Send a FHIR Questionnaire as JSON.`);
  }
  const of = (typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {}) as Json;
  if (of['resourceType'] !== 'Questionnaire') {
    return refuse(
      'structure',
      'record.form-text',
      'This is no FHIR Questionnaire: resourceType has to be Questionnaire.',
    );
  }
  const lacking = ['url', 'version', 'title'].find((name) => typeof of[name] !== 'string' || of[name] === '');
  if (lacking !== undefined) {
    const why = {
      url: 'the address under which all its versions stand',
      version: 'what this version is called',
      title: 'what people call it',
    };
    const text2 = `The form lacks ${lacking}: ${why[lacking as keyof typeof why]}. Add "${lacking}" to it.`;
    return refuse('required', 'record.form-text', text2, `Questionnaire.${lacking}`);
  }
  const { id: _, meta: __, text: ___, ...rest } = of;
  return accepted(rest);
}

/** What is wrong at a place in the JSON, told with the question that stands there. */
function named(json: Json, refusals: readonly Refusal[]): Outcome<never> {
  const [first, ...others] = refusals.map((one) => {
    const item = itemAt(json, one.expression ?? '');
    return item === undefined ? one : { ...one, text: `At “${item}”: ${one.text}` };
  });
  if (!first) throw new Error('a refusal without a reason');
  return { ok: false, refusals: [first, ...others] };
}

function itemAt(json: Json, place: string): string | undefined {
  let here: Json | undefined = json;
  let words: string | undefined;
  for (const [, index] of place.matchAll(/\bitem\[(\d+)\]/g)) {
    const items: unknown = here?.['item'];
    here = Array.isArray(items) ? (items[Number(index)] as Json | undefined) : undefined;
    const { text, linkId } = (here ?? {}) as { readonly text?: unknown; readonly linkId?: unknown };
    words = typeof text === 'string' && text !== '' ? text : typeof linkId === 'string' ? linkId : words;
  }
  return words;
}

async function overtaken(
  services: Services,
  access: Access,
  { former, seen }: { readonly former: Stored | undefined; readonly seen: string },
): Promise<Outcome<never>> {
  if (!former) {
    const text = 'The version that you looked at is not in use any more, and none took its place. Look at it again.';
    return refuse('conflict', 'record.form-overtaken', text);
  }
  const who = (await publishedBy(services, access, [former])).get(former.id);
  const [was] = seen === '' ? [] : await services.repository(access).readMany([`Questionnaire/${seen}`]);
  const [before, now] = await Promise.all(
    [was, former].map((one) => (one ? programOf(services, access, jsonOf(one)) : undefined)),
  );
  const changes = before?.ok && now?.ok ? changesIn(before.value, now.value).map(({ words }) => words) : [];
  const what = changes.length === 0 ? '' : ` ${changes.slice(0, 5).join(' ')}${changes.length > 5 ? ' And more.' : ''}`;
  const text = `${who?.by ?? 'A connected system'} published version ${versionOf(former)} while you looked at yours.${what} Look at yours again: it is compared with that one now.`;
  return refuse('conflict', 'record.form-overtaken', text);
}

async function otherKeeps({ ports }: Services, { org }: Stored): Promise<Outcome<never>> {
  const keeper = (await ports.contributors.organizations()).find(({ key }) => key === org);
  const text = `This form is kept by ${keeper?.name ?? 'another organisation'}. Ask them for the new version, or publish yours under an address of its own.`;
  return refuse('forbidden', 'record.form-kept-elsewhere', text, 'Questionnaire.url');
}

function sameVersion(version: string): Outcome<never> {
  const text = `Version ${version.slice(0, 60)} of this form is published here already. Give this one another version.`;
  return refuse('duplicate', 'record.form-twice', text, 'Questionnaire.version');
}

function entry(method: 'POST' | 'PUT', url: string, resource: object): BundleEntry {
  return { method, url, resource: JSON.stringify(resource) };
}
