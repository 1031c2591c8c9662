/** A code in a code system. */
export type Code = { readonly system: string; readonly code: string };

/** What a kind of line is in the terms of AuditEvent and the Basic Audit Log Patterns (BALP). */
export type LineKind = {
  readonly type: Code;
  readonly subtype: readonly Code[];
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E';
  /** Of BALP, with and without a patient. Absent where BALP has no pattern. */
  readonly profile?: 'Create' | 'Read' | 'Update' | 'Delete' | 'Query';
  readonly whole?: string;
};

const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const RESTFUL = 'http://hl7.org/fhir/restful-interaction';
/** What Concord itself calls what was done; the page of who looked has words for each. */
export const ACTION_SYSTEM = 'urn:concord:audit-action';

const REST: Code = { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' };
const ALERT: Code = { system: DCM, code: '110113' };
const DISCLOSE: Code = { system: 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle', code: 'disclose' };
const AUTHZ = 'https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType';

type Known = Omit<LineKind, 'subtype'> & { readonly as: readonly Code[] };

const KNOWN: Readonly<Record<string, Known>> = {
  create: { ...rest('create', 'C'), profile: 'Create' },
  update: { ...rest('update', 'U'), profile: 'Update' },
  delete: { ...rest('delete', 'D'), profile: 'Delete' },
  read: { ...rest('read', 'R'), profile: 'Read' },
  vread: { ...rest('vread', 'R'), profile: 'Read' },
  'open-record': { ...rest('read', 'R'), profile: 'Read' },
  history: rest('history', 'R'),
  search: { ...rest('search-type', 'E'), profile: 'Query' },
  everything: { ...rest('operation', 'E'), profile: 'Query' },
  summary: { ...rest('operation', 'E'), profile: 'Query' },
  meta: { ...rest('operation', 'E'), profile: 'Query' },
  validate: rest('operation', 'E'),
  'safety-alerts': { ...rest('operation', 'E'), profile: 'Query' },
  link: rest('update', 'U'),
  unlink: rest('update', 'U'),
  'keep-apart': rest('update', 'U'),
  'erase-audit': rest('delete', 'D'),
  // What leaves to another organisation, as the one that gives it sees it, and the one that gets it.
  disclose: { type: { system: DCM, code: '110106' }, as: [DISCLOSE], action: 'R', whole: 'PrivacyDisclosure.Source' },
  export: { type: { system: DCM, code: '110106' }, as: [DISCLOSE], action: 'R', whole: 'PrivacyDisclosure.Source' },
  extract: { type: { system: DCM, code: '110106' }, as: [DISCLOSE], action: 'R', whole: 'PrivacyDisclosure.Source' },
  receive: { type: { system: DCM, code: '110107' }, as: [DISCLOSE], action: 'C', whole: 'PrivacyDisclosure.Recipient' },
  'consent-decision': {
    type: ALERT,
    as: [{ system: AUTHZ, code: 'AuthZ-Consent' }],
    action: 'E',
    whole: 'AuthZconsent',
  },
  'break-glass': { type: ALERT, as: [{ system: DCM, code: '110127' }], action: 'E' },
  denied: { type: ALERT, as: [{ system: AUTHZ, code: 'AuthZ-Role' }], action: 'E' },
};

export const KNOWN_ACTIONS: readonly string[] = Object.keys(KNOWN);

/** What was not allowed is an authorisation decision, whatever was tried. */
export function kindOf(action: string, allowed: boolean): LineKind {
  const { as, ...kind } = KNOWN[action] ?? rest('operation', 'E');
  const named = [...as, { system: ACTION_SYSTEM, code: action }];
  if (allowed || kind.whole !== undefined || kind.type === ALERT) return { ...kind, subtype: named };
  return { type: ALERT, action: kind.action, subtype: [{ system: AUTHZ, code: 'AuthZ-Role' }, ...named] };
}

function rest(code: string, action: LineKind['action']): Known {
  return { type: REST, as: [{ system: RESTFUL, code }], action };
}
