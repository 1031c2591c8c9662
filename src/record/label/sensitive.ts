import { type Access, LABELS, LABEL_WORDS } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { NewCodes, SensitiveCodes } from '../contract.ts';
import { organizationOf } from '../break-glass/owed.ts';

/** The job that looks at what older sets have labelled; it goes on where it was stopped. */
export const RELABEL = 'record.relabel';

/** Which codes are sensitive here beyond those that ship, and how far the record has been looked at since they changed. */
export async function sensitiveCodes(services: Services, access: Access): Promise<Outcome<SensitiveCodes>> {
  if (!answersForCodes(access)) return notAnOfficer();
  const { slots, open, looked } = await services.ports.labels.standing();
  return accepted({
    slots: slots.map(({ at, label, ...slot }) => ({ ...slot, label: LABEL_WORDS[label], at: at.toISOString() })),
    open: open.map(({ because, at, bits }) => ({
      because,
      since: at.toISOString(),
      labels: LABELS.filter((_, bit) => (bits & (1 << bit)) !== 0).map((label) => LABEL_WORDS[label]),
    })),
    ...(looked ? { looked } : {}),
    changes: await mayChange(services, access),
  });
}

/** Loads codes under a licence of one's own. What they mark is hidden when this answers; the rest of the looking is a job. */
export async function loadCodes(
  services: Services,
  access: Access,
  codes: NewCodes,
): Promise<Outcome<{ readonly codes: number }>> {
  const allowed = await changing(services, access);
  if (!allowed.ok) return allowed;
  const label = LABELS.find((one) => one === codes.label);
  if (label === undefined) return refuse('required', 'label.slot-label', 'Choose what these codes mark.', 'label');
  const { name, licence, text, refset } = codes;
  const slot = { id: services.newId(), label, name, licence, text, by: access.name ?? access.principal };
  const loaded = await services.ports.labels.load({ ...slot, ...(refset ? { refset } : {}) });
  if (!loaded.ok) return loaded;
  await services.send?.(RELABEL, {});
  return accepted({ codes: loaded.value.codes });
}

export async function removeCodes(services: Services, access: Access, id: string): Promise<Outcome<true>> {
  const allowed = await changing(services, access);
  if (!allowed.ok) return allowed;
  const removed = await services.ports.labels.remove(id);
  if (removed.ok) await services.send?.(RELABEL, {});
  return removed;
}

function answersForCodes({ role }: Access): boolean {
  return role === 'ig-lead' || role === 'system';
}

/** Codes hold for every partner, so the host's lead loads them, for all. */
async function mayChange(services: Services, access: Access): Promise<boolean> {
  if (access.role === 'system') return true;
  const governance = services.answers['governance'] as HostAnswer | undefined;
  const host = await governance?.host?.();
  return (
    access.role === 'ig-lead' && host !== undefined && host === (await organizationOf(services, access.organization))
  );
}

/** Typed here, since joints do not import each other. */
type HostAnswer = { readonly host?: () => Promise<string | undefined> };

async function changing(services: Services, access: Access): Promise<Outcome<true>> {
  if (await mayChange(services, access)) return accepted(true);
  const text = 'Sensitive codes hold for every partner: information governance of the host loads them.';
  return refuse('forbidden', 'label.not-the-host', text);
}

function notAnOfficer(): Outcome<never> {
  return refuse('forbidden', 'record.not-an-officer', 'This is for information governance.');
}
