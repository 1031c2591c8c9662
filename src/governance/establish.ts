import type { Access, Instrument } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { InstrumentSummary } from './contract.ts';
import type { NewPartnership } from './enroll.ts';
import type { Governance } from './governance.ts';

/** A partnership to set up at once, as the demonstration and the command line do. */
export type Setup = {
  readonly partnership: NewPartnership;
  readonly instruments: readonly Instrument[];
  readonly system: Access;
  /** A seat that signs for an organisation ('Organization/x'), by its own scheme of delegation. */
  readonly signatory: (organization: string) => Promise<Access>;
};

/**
 * Enrols, proposes and signs through the acts that people use. Run again it goes on where it stopped: a version that is there is
 * not proposed anew, and signing twice is signing once.
 */
export async function establish(
  governance: Governance,
  { partnership, instruments, system, signatory }: Setup,
): Promise<Outcome<readonly InstrumentSummary[]>> {
  const enrolled = await governance.enroll(system, partnership);
  if (!enrolled.ok) return enrolled;
  for (const draft of instruments) {
    const there = await governance.instrument(system, draft.id, draft.version);
    const proposed = there.ok ? there : await governance.propose(system, draft);
    if (!proposed.ok) return proposed;
    const view = await governance.instrument(system, draft.id, draft.version);
    if (!view.ok) return view;
    for (const { organization } of view.value.signatures.filter((signature) => signature.by === undefined)) {
      const signer = await signatory(organization);
      const signed = await governance.sign(signer, draft.id, draft.version, view.value.textHash);
      if (!signed.ok) return signed;
    }
  }
  return accepted(await governance.instruments(system));
}
