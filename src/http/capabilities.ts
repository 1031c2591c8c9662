import { accepted, capabilityStatement } from '#fhir';
import { type Interaction, interaction } from './interaction.ts';
import type { ServerParts } from './parts.ts';

const WHY = 'a capability statement is the same for everybody and tells nothing of any record';
/** The addresses of one installation are few; a Host header made up for each request fills no memory. */
const KNOWN_MAX = 20;

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
  systemInteractions: ['transaction', 'batch', 'history-system'],
  operations: [{ name: 'validate', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate' }],
  security: { description: 'A bearer token for systems, a session for people.' },
} as const;

/** FHIR capabilities: https://hl7.org/fhir/R4/http.html#capabilities */
export function capabilities({ version, now }: Pick<ServerParts, 'version' | 'now'>): Interaction {
  const known = new Map<string, string>();
  const date = new Date(now()).toISOString();
  return interaction(
    'GET /metadata',
    async ({ base }) => {
      const body = known.get(base) ?? JSON.stringify(capabilityStatement({ ...WHAT, base, version, date }));
      if (known.size < KNOWN_MAX) known.set(base, body);
      return accepted({ status: 200, headers: {}, body });
    },
    { policy: { allow: 'public', why: WHY } },
  );
}
