import { smartSecurity } from '#auth';
import { accepted, capabilityStatement, RESOURCE_TYPES } from '#fhir';
import { type Interaction, interaction } from './interaction.ts';
import type { ServerParts } from './parts.ts';

const WHY = 'a capability statement is the same for everybody and tells nothing of any record';
/** The addresses of one installation are few; a Host header made up for each request fills no memory. */
const KNOWN_MAX = 20;

const OPERATION = 'http://hl7.org/fhir/OperationDefinition/';

const WHAT = {
  interactions: [
    'read',
    'vread',
    'update',
    'patch',
    'delete',
    'history-instance',
    'history-type',
    'create',
    'search-type',
  ],
  systemInteractions: ['transaction', 'batch', 'history-system', 'search-system'],
  operations: [
    { name: 'meta', definition: `${OPERATION}Resource-meta` },
    { name: 'meta', definition: `${OPERATION}Resource-meta`, types: RESOURCE_TYPES },
    { name: 'meta-add', definition: `${OPERATION}Resource-meta-add`, types: RESOURCE_TYPES },
    { name: 'meta-delete', definition: `${OPERATION}Resource-meta-delete`, types: RESOURCE_TYPES },
    { name: 'validate', definition: `${OPERATION}Resource-validate`, types: RESOURCE_TYPES },
    { name: 'everything', definition: `${OPERATION}Patient-everything`, types: ['Patient'] },
    { name: 'summary', definition: 'http://hl7.org/fhir/uv/ips/OperationDefinition/summary', types: ['Patient'] },
    { name: 'evaluate-measure', definition: `${OPERATION}Measure-evaluate-measure`, types: ['Measure'] },
    { name: 'care-gaps', definition: `${OPERATION}Measure-care-gaps`, types: ['Measure'] },
  ],
} as const;

/** FHIR capabilities: https://hl7.org/fhir/R4/http.html#capabilities */
export function capabilities({ version, now }: Pick<ServerParts, 'version' | 'now'>): Interaction {
  const known = new Map<string, string>();
  const date = new Date(now()).toISOString();
  return interaction(
    'GET /metadata',
    async ({ base }) => {
      const body =
        known.get(base) ??
        JSON.stringify(capabilityStatement({ ...WHAT, base, version, date, security: securityOf(base) }));
      if (known.size < KNOWN_MAX) known.set(base, body);
      return accepted({ status: 200, headers: {}, body });
    },
    { policy: { allow: 'public', why: WHY } },
  );
}

/** How to be let in. */
function securityOf(base: string): Readonly<Record<string, unknown>> {
  const description = 'A bearer token for systems and apps, a session for people.';
  return { ...smartSecurity(base.slice(0, -'/fhir'.length)), description };
}
