import { accepted, type Outcome, refuse, type Scan, scan, validate } from '#fhir';
import type { AdmissionRule } from '../context.ts';
import { withinIdentifiers } from './limits.ts';

/** A resource as it was sent, found good. */
export type Prepared = { readonly type: string; readonly scan: Scan };

/** Everything that can be said about a resource before anything is asked of the database. Pure. */
export function prepare(
  type: string,
  json: string | Scan,
  admissions: readonly AdmissionRule[],
  at?: string,
): Outcome<Prepared> {
  const scanned = typeof json === 'string' ? scan(json) : accepted(json);
  if (!scanned.ok) return scanned;
  const { value } = scanned.value;
  if (value['resourceType'] !== type) {
    const text = `The body is of type ${String(value['resourceType']).slice(0, 60)}, the address says ${type}: send it to its own type.`;
    return refuse('invalid', 'repository.other-type', text, at ?? `${type}.resourceType`);
  }
  const [first, ...rest] = validate(value, at === undefined ? { type } : { type, at });
  if (first) return { ok: false, refusals: [first, ...rest] };
  const limited = withinIdentifiers(type, scanned.value);
  if (!limited.ok) return limited;
  return admitted({ type, scan: scanned.value }, admissions);
}

function admitted(prepared: Prepared, admissions: readonly AdmissionRule[]): Outcome<Prepared> {
  for (const { types, admit } of admissions) {
    if (!types.includes(prepared.type)) continue;
    const answer = admit(prepared.scan.value);
    if (!answer.ok) return answer;
  }
  return accepted(prepared);
}
