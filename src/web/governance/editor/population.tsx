import type { Population } from '#agreement';
import type { PartnerView } from '#governance/contract';
import { Field } from '../../parts/form.tsx';
import { Words } from '../../parts/value.tsx';

const SNOMED = 'http://snomed.info/sct';
/** Kinds of organisation that have a list of people. */
const WITH_LISTS = ['general-practice', 'facility'];

/** Whom an agreement is about: in words for people, and what is asked of a record before anything of it is shared. */
export function PopulationFields(props: { readonly of: Population; readonly partners: readonly PartnerView[] }) {
  const { of, partners } = props;
  const named = of.organizations ?? [];
  const lists = partners.filter(({ organization, kind }) => WITH_LISTS.includes(kind) || named.includes(organization));
  return (
    <>
      <Field
        label="Whom it is about"
        name="population"
        hint="Such as: people with diabetes registered with a practice of the Vale."
        lines={2}
        value={of.words}
      />
      <fieldset class="group">
        <legend>Shared about these people alone</legend>
        <p class="hint">
          What is left empty narrows nothing. About everybody else nothing is shared by this agreement; what the law
          gives for their care stays.
        </p>
        {lists.length > 0 && (
          <ul class="party-ticks" aria-label="Registered with one of">
            {lists.map(({ organization, name }) => (
              <li key={organization}>
                <label class="tick">
                  <input
                    type="checkbox"
                    name="population.registered"
                    value={organization}
                    checked={named.includes(organization)}
                  />
                  <span>
                    registered with <Words>{name}</Words>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        )}
        <Field label="From this age, in years" name="population.from" value={of.fromAge?.toString()} />
        <Field label="Younger than, in years" name="population.below" value={of.belowAge?.toString()} />
        <Field
          label="With one of these conditions"
          name="population.conditions"
          hint="SNOMED CT codes with a space between them; one counts where a party recorded it, it still stands, and nothing labels it sensitive."
          value={of.conditions?.codes.join(' ')}
        />
      </fieldset>
    </>
  );
}

export function writtenPopulation(form: URLSearchParams, before: Population): Population {
  const text = (name: string) => (form.get(name) ?? '').replace(/\r\n/g, '\n').trim();
  const organizations = [...new Set(form.getAll('population.registered'))];
  const codes = text('population.conditions')
    .split(/[\s,;]+/)
    .filter((code) => code !== '');
  const system = before.conditions?.system ?? SNOMED;
  return {
    words: text('population'),
    ...(organizations.length > 0 ? { organizations } : {}),
    ...years('fromAge', text('population.from')),
    ...years('belowAge', text('population.below')),
    ...(codes.length > 0 ? { conditions: { system, codes } } : {}),
  };
}

/** Whatever was typed is kept: what is no whole number of years is refused at its place when the draft is sent. */
function years(name: 'fromAge' | 'belowAge', typed: string): Partial<Population> {
  return typed === '' ? {} : { [name]: Number(typed) };
}
