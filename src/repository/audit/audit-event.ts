import { type Code, kindOf, type LineKind } from './kinds.ts';
import { itemsOf, type Line, wasAllowed } from './line.ts';

/** What the reader of an AuditEvent may know beyond the line itself. */
export type EventContext = {
  /** 'Organization/x' and its name, by key. */
  readonly organizations: ReadonlyMap<number, { readonly organization: string; readonly name: string }>;
  /** Whom it is about: a reference where a Patient is visible to the reader, else the person alone. */
  readonly patient?: { readonly reference?: string; readonly person?: string };
  /** Items that the reader may know of; the others are counted. */
  readonly items: readonly string[];
  /** Which account it was is for information governance. */
  readonly named: boolean;
  /** What was asked for may name others: it is for the organisation that asked. */
  readonly asked: boolean;
};

const BALP = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit';
const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const ENTITY_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
const ENTITY_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role';
const PARTICIPATION = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
const REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';
export const ROLE_SYSTEM = 'urn:concord:role';
export const ACCOUNT_SYSTEM = 'urn:concord:account';
const SOURCE_ROLE: Code = { system: DCM, code: '110153' };
const DESTINATION_ROLE: Code = { system: DCM, code: '110152' };
/** What observed it: the site and observer of every AuditEvent of the log. */
export const OBSERVER = { display: 'Concord' } as const;
export const SITE = 'concord';
/** Entities of one AuditEvent; the rest is counted. */
const ITEMS_MAX = 100;

const PURPOSE_CODES: Readonly<Record<string, string>> = {
  'direct-care': 'TREAT',
  planning: 'HMARKT',
  payment: 'HPAYMT',
  audit: 'HCOMPL',
  'own-record': 'PATRQT',
};

/** A line as a FHIR R4 AuditEvent in the shape of BALP: https://profiles.ihe.net/ITI/BALP/ */
export function auditEventOf(line: Line, context: EventContext): Readonly<Record<string, unknown>> {
  const allowed = wasAllowed(line);
  const kind = kindOf(line.action, allowed);
  const reasons = [PURPOSE_CODES[line.purpose] ?? line.purpose, ...(line.under === null ? [] : ['BTG'])];
  const profile = profileOf(kind, allowed, context);
  return {
    resourceType: 'AuditEvent',
    id: eventId(line.seq),
    meta: { versionId: '1', lastUpdated: line.at.toISOString(), ...(profile ? { profile: [profile] } : {}) },
    type: kind.type,
    subtype: kind.subtype,
    action: kind.action,
    recorded: line.at.toISOString(),
    outcome: allowed ? '0' : '8',
    ...(allowed ? {} : { outcomeDesc: 'Not allowed, or not there.' }),
    purposeOfEvent: reasons.map((code) => ({ coding: [{ system: REASON, code }] })),
    agent: agentsOf(line, kind, { context, reasons }),
    source: {
      site: SITE,
      observer: OBSERVER,
      type: [{ system: 'http://terminology.hl7.org/CodeSystem/security-source-type', code: '4' }],
    },
    entity: entitiesOf(line, kind, context),
  };
}

export function eventId(seq: string): string {
  return `audit-${seq}`;
}

/** A pattern that asks for a patient is claimed only where one is told. */
function profileOf({ profile, whole }: LineKind, allowed: boolean, { patient }: EventContext): string | undefined {
  if (whole !== undefined) return patient ? `${BALP}.${whole}` : undefined;
  if (profile === undefined || !allowed) return undefined;
  return `${BALP}.${patient ? 'Patient' : ''}${profile}`;
}

type Surroundings = { readonly context: EventContext; readonly reasons: readonly string[] };

function agentsOf(line: Line, kind: LineKind, { context, reasons }: Surroundings): readonly object[] {
  const reads = kind.action === 'R' || kind.whole === 'PrivacyDisclosure.Source';
  const organization = context.organizations.get(line.organization);
  const isSystem = line.principal.startsWith('client/');
  const address = isSystem && context.named ? `urn:concord:${line.principal.replace('/', ':')}` : 'urn:concord:pages';
  const client = {
    type: coded(reads ? DESTINATION_ROLE : SOURCE_ROLE),
    who: { display: isSystem ? (context.named ? line.principal : 'A connected system') : 'Concord, in a browser' },
    requestor: isSystem,
    network: { address, type: '5' },
  };
  const server = {
    type: coded(reads ? SOURCE_ROLE : DESTINATION_ROLE),
    who: OBSERVER,
    requestor: false,
    network: { address: 'urn:concord', type: '5' },
  };
  const writes = kind.action === 'C' || kind.action === 'U' || kind.action === 'D';
  const user = {
    type: coded({ system: PARTICIPATION, code: writes ? 'AUT' : 'IRCP' }),
    ...(context.named ? { altId: line.principal } : {}),
    role: [{ coding: [{ system: ROLE_SYSTEM, code: line.role }] }],
    who: {
      ...(context.named ? { identifier: { system: ACCOUNT_SYSTEM, value: line.principal } } : {}),
      display: line.role.replaceAll('-', ' '),
    },
    requestor: true,
    purposeOfUse: reasons.map((code) => ({ coding: [{ system: REASON, code }] })),
    ...(line.under === null ? {} : { policy: [`urn:concord:break-glass:${line.under}`] }),
  };
  const whose = organization && {
    type: coded({ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleClass', code: 'PROV' }),
    who: { reference: organization.organization, display: organization.name },
    requestor: false,
  };
  // Whose items were shown: the custodians that disclosed them.
  const custodians = (line.disclosed ?? []).flatMap((key) => {
    const custodian = context.organizations.get(key);
    const who = custodian && { reference: custodian.organization, display: custodian.name };
    return who ? [{ type: coded({ system: PARTICIPATION, code: 'CST' }), who, requestor: false }] : [];
  });
  return [client, server, ...(isSystem ? [] : [user]), ...(whose ? [whose] : []), ...custodians];
}

function entitiesOf(line: Line, kind: LineKind, context: EventContext): readonly object[] {
  const patient = patientEntity(context);
  const shown = context.items.slice(0, ITEMS_MAX);
  const left = itemsOf(line).length - shown.length;
  const queries = kind.profile === 'Query' || (kind.action === 'E' && line.typ !== null);
  const [first, ...rest] = shown;
  const data = queries
    ? {
        type: { system: ENTITY_TYPE, code: '2' },
        role: { system: ENTITY_ROLE, code: '24' },
        query: queryOf(line, context),
      }
    : {
        type: { system: ENTITY_TYPE, code: '2' },
        role: { system: ENTITY_ROLE, code: '4' },
        what: first === undefined ? whatOf(line, context) : { reference: first },
      };
  const others = (queries ? shown : rest).map((reference) => ({
    what: { reference },
    type: { system: 'http://hl7.org/fhir/resource-types', code: reference.slice(0, reference.indexOf('/')) },
    role: { system: ENTITY_ROLE, code: '4' },
  }));
  const counted =
    left > 0 && (shown.length > 0 || context.named)
      ? [{ name: 'Further items', detail: [{ type: 'count', valueString: String(left) }] }]
      : [];
  return [...(patient ? [patient] : []), data, ...others, ...counted];
}

function patientEntity({ patient }: EventContext): object | undefined {
  if (patient === undefined) return undefined;
  return {
    what: patientReference(patient),
    type: { system: ENTITY_TYPE, code: '1' },
    role: { system: ENTITY_ROLE, code: '1' },
  };
}

function patientReference({ reference, person }: NonNullable<EventContext['patient']>): object {
  return reference === undefined
    ? { type: 'Patient', identifier: { system: 'urn:concord:person', value: person } }
    : { reference, type: 'Patient' };
}

/** What was touched, where no item of it may be told. */
function whatOf({ typ }: Line, { patient }: EventContext): object {
  if (typ !== null) return { type: typ, display: `${typ}, not told` };
  return patient ? patientReference(patient) : { display: 'Not about one item' };
}

function queryOf({ typ, query }: Line, { asked }: EventContext): string {
  return Buffer.from(`${typ ?? ''}?${asked ? (query ?? '') : ''}`).toString('base64');
}

function coded(code: Code): object {
  return { coding: [code] };
}
