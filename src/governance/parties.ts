import { type Instrument, type PartnerKind, type PartyRef, withOrganizations } from '#agreement';
import { accepted, type Outcome, type Refusal, refused } from '#fhir';
import type { Partner } from './book.ts';

/**
 * A draft whose parties are partners, each with what it is in law as the partnership has it on its list: nobody becomes a local
 * authority by writing so in a draft.
 */
export function fitToPartners(partners: readonly Partner[], draft: Instrument): Outcome<Instrument> {
  const known = new Map(partners.map((partner) => [partner.organization, partner]));
  const wrong = draft.parties.flatMap(({ organization, name, kind }): readonly Refusal[] => {
    const partner = known.get(organization);
    if (!partner) {
      const text = `${name} (${organization}) is not a partner; it has to join first.`;
      return [{ code: 'governance.not-a-partner', type: 'business-rule', text }];
    }
    if (kind === undefined || kind === partner.kind) return [];
    const text = `${name} is on the partnership's list as ${partner.kind}, not as ${kind}.`;
    return [{ code: 'governance.partner-kind', type: 'business-rule', text }];
  });
  const [first, ...rest] = wrong;
  if (first) return refused(first, ...rest);
  return accepted({
    ...draft,
    parties: draft.parties.map((party) => ({ ...party, kind: known.get(party.organization)?.kind ?? 'company' })),
  });
}

export type NamedPartner = { readonly organization: PartyRef; readonly name: string; readonly kind: PartnerKind };

/**
 * The same agreement between other partners of the same kinds: what was said of the practices of one is said of all practices of
 * the other. What was said of a kind that is not among them is left out. The partnership's own organisations keep their capacity.
 */
export function between(partners: readonly NamedPartner[], template: Instrument): Instrument {
  const kinds = new Map(template.parties.map((party) => [party.organization, party.kind]));
  const capacities = new Map(template.parties.map((party) => [party.kind, party.capacity]));
  const become = (party: PartyRef): readonly PartyRef[] =>
    partners.filter((partner) => partner.kind === kinds.get(party)).map((partner) => partner.organization);
  const taking = new Set(template.parties.map((party) => party.kind));
  return {
    ...template,
    parties: partners
      .filter((partner) => taking.has(partner.kind))
      .map(({ organization, name, kind }) => {
        const capacity = capacities.get(kind);
        return { organization, name, kind, ...(capacity === undefined ? {} : { capacity }) };
      }),
    population: {
      ...template.population,
      ...(template.population.organizations
        ? { organizations: [...new Set(template.population.organizations.flatMap(become))] }
        : {}),
    },
    clauses: template.clauses.flatMap((clause) => withOrganizations(clause, become) ?? []),
  };
}
