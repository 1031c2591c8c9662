import { accepted, type Outcome, type Refusal, scan, type Scan, validate } from '#fhir';
import type { Answer } from '../answer.ts';
import { onlyKnown, valueOf } from '../asked.ts';
import { type FhirRequest, interaction } from '../interaction.ts';
import type { Pairs } from '../links.ts';
import { doneOutcome, type Issue, operationOutcome } from '../outcome.ts';
import { absent, isBase, referring, unknownProfile } from './check.ts';
import { askedOf, entriesOf } from './parameters.ts';

/** Whether a body would be taken, and what it refers to: https://hl7.org/fhir/R4/resource-operation-validate.html */
export const validateBody = interaction('POST /:type/$validate', (request) => validated(request));

/** The same of the next version of what is there. */
export const validateUpdate = interaction('POST /:type/:id/$validate', (request) => validated(request));

/** The same of what is stored. */
export const validateStored = interaction('GET /:type/:id/$validate', (request) => validated(request));

type Asked = {
  readonly text: string | undefined;
  readonly mode: string | undefined;
  readonly profile: string | undefined;
};

async function validated(request: FhirRequest): Promise<Outcome<Answer>> {
  const asked = whatOf(request);
  if (!asked.ok) return outcomeOf(asked.refusals);
  const { text, mode, profile } = asked.value;
  const modes = modeIssues(request, asked.value);
  if (modes.length > 0) return outcomeOf(modes);
  if (request.id === '') return outcomeOf(await issuesOf(request, text ?? '', profile));
  const { type, id, repository, access, audit } = request;
  const stored = await repository.read(type, id);
  const shown = stored.ok ? [stored.value] : [];
  await audit(access, { action: 'validate', type, id, shown, outcome: stored.ok ? 'success' : 'refused' });
  if (!stored.ok) return stored;
  if (mode === 'delete') return outcomeOf([]);
  if (text === undefined) return outcomeOf(await issuesOf(request, stored.value.body, profile));
  const named = idIssues(text, id);
  return outcomeOf([...named, ...(await issuesOf(request, text, profile))]);
}

/** The resource is the body itself, or the parameter `resource` of a body that is Parameters. */
function whatOf(request: FhirRequest): Outcome<Asked> {
  const { type, body, query } = request;
  const scanned = body.trim() === '' ? accepted(undefined) : scan(body);
  if (!scanned.ok) return scanned;
  const given = scanned.value;
  const parameters = given && isAsking(given, type) ? given : undefined;
  const pairs = parameters ? askedOf(request) : accepted<Pairs>(query);
  if (!pairs.ok) return pairs;
  const known = onlyKnown(query, ['mode', 'profile']);
  if (!known.ok) return known;
  const inside = parameters && entriesOf(parameters).find(({ name }) => name === 'resource')?.['resource'];
  const text = parameters ? (inside === undefined ? undefined : JSON.stringify(inside)) : given?.text;
  return accepted({ text, mode: valueOf(pairs.value, 'mode'), profile: valueOf(pairs.value, 'profile') });
}

function isAsking(given: Scan, type: string): boolean {
  if (given.value['resourceType'] !== 'Parameters') return false;
  return type !== 'Parameters' || entriesOf(given).some(({ name }) => name === 'resource');
}

function modeIssues({ id, type }: FhirRequest, { mode, text }: Asked): readonly Issue[] {
  const issue = (said: string): readonly Issue[] => [
    { code: 'validate.mode', type: 'invalid', text: said, expression: 'mode' },
  ];
  if (mode !== undefined && !MODES.includes(mode)) return issue(`The mode is ${MODES.join(', ')}.`);
  if (id === '' && (mode === 'update' || mode === 'delete'))
    return issue(`${mode} is asked of ${type}/[id]/$validate.`);
  if (id !== '' && mode === 'create') return issue(`create is asked of ${type}/$validate.`);
  if (id === '' && text === undefined) return issue('There is no resource to validate: send one as the body.');
  if (mode === 'update' && text === undefined) return issue('There is no next version: send one.');
  return [];
}

const MODES: readonly string[] = ['create', 'update', 'delete', 'profile'];

function idIssues(text: string, id: string): readonly Issue[] {
  const scanned = scan(text);
  const named = scanned.ok ? scanned.value.value['id'] : id;
  if (named === id) return [];
  const said = `The resource says id ${JSON.stringify(named ?? null)}, the address ${id}.`;
  return [{ code: 'validate.id', type: 'invalid', text: said, expression: 'id' }];
}

async function issuesOf(request: FhirRequest, text: string, profile: string | undefined): Promise<readonly Issue[]> {
  const { type, base, repository, access, audit } = request;
  const scanned = scan(text);
  if (!scanned.ok) return scanned.refusals;
  const { value } = scanned.value;
  const faults: readonly Refusal[] = validate(value, { type, bindings: true });
  const unknown = profile === undefined || isBase(profile, type) ? [] : [unknownProfile(profile, 'error', 'profile')];
  if (faults.length > 0) return [...unknown, ...faults];
  const admissible = await repository.admissible(type, text);
  const advice = admissible.ok
    ? admissible.value.map((one): Issue => ({ ...one, severity: 'warning' }))
    : admissible.refusals;
  const { issues, asked } = referring(value, base);
  const found = await repository.readMany([...asked.keys()]);
  if (found.length > 0) await audit(access, { action: 'validate', type, shown: found, outcome: 'success' });
  const there = new Set(found.map((one) => `${one.type}/${one.id}`));
  return [...unknown, ...advice, ...issues, ...absent(asked, there)];
}

function outcomeOf(issues: readonly Issue[]): Outcome<Answer> {
  const body = issues.length === 0 ? doneOutcome('No issues were found.') : operationOutcome(issues);
  return accepted({ status: 200, headers: {}, body });
}
