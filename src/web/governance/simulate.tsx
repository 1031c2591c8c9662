import { CLASS_WORDS, LABEL_WORDS, listed } from '#agreement';
import { accepted } from '#fhir';
import type { InstrumentView, SeatsEffect, Simulated, SimulatedPerson, SimulatedTally } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital, PURPOSE_CHOICES, SEAT_WORDS } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { openAgreement } from './agreement.tsx';
import { agreementHref } from './path.ts';

export type SimulateShown = { readonly view: InstrumentView; readonly simulated: Simulated };

/** Before anybody signs: who would see what they do not see today, and what they would no longer see. */
export const simulatePage: PageDefinition<SimulateShown> = {
  path: '/agreements/:id/simulate',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `What ${view.title} would change`,
  loader: async (context) => {
    const found = await openAgreement(context);
    if (!found.ok) return found;
    const { id, version } = found.value;
    const simulated = await context.governance.simulate(context.access, id, version);
    return simulated.ok ? accepted({ view: found.value, simulated: simulated.value }) : simulated;
  },
  Page: ({ view, simulated }) => (
    <div class="page">
      <p class="back">
        <a href={agreementHref(view.id, view.version)}>
          <Words>{view.title}</Words>
        </a>
      </p>
      <PageHead
        title="What would change"
        under={
          <>
            If every party signed version {view.version}: counted in the records as they are now, by what would be in
            effect on <When at={simulated.on} />. Nothing has changed yet.
          </>
        }
      />
      <Progress view={view} of={simulated} />
      {simulated.effects.map((effect) => (
        <Effect key={`${effect.organization}${effect.roles.join()}${effect.purpose}`} of={effect} />
      ))}
      {simulated.done === simulated.of && <People of={simulated.people} />}
    </div>
  ),
};

function Progress({ view, of }: { readonly view: InstrumentView; readonly of: Simulated }) {
  if (of.done < of.of) {
    return (
      <Section title="Still counting" kind="waits">
        <p role="status">
          {of.done} of {of.of} groups of staff are counted.
        </p>
        <p class="actions">
          <a class="button main" href={agreementHref(view.id, view.version, '/simulate')}>
            Look again
          </a>
        </p>
      </Section>
    );
  }
  if (of.effects.length > 0) return null;
  return (
    <Section title="Nothing">
      <p>Nobody would see anything else than today in the records as they are now.</p>
    </Section>
  );
}

/** The same without cards, for a page that sets several side by side. */
export function EffectLines({ of }: { readonly of: Simulated }) {
  if (of.done < of.of) return <p role="status">Still counting: look again in a moment.</p>;
  if (of.effects.length === 0) return <p>Nobody would see anything else in the records as they are now.</p>;
  return (
    <>
      {of.effects.map((effect) => (
        <div key={`${effect.organization}${effect.roles.join()}${effect.purpose}`}>
          <p>
            <bdi>
              {whoOf(effect)}, {effect.organization}
            </bdi>
          </p>
          <Counts of={effect} />
        </div>
      ))}
    </>
  );
}

function Effect({ of }: { readonly of: SeatsEffect }) {
  return (
    <Section title={`${whoOf(of)}, ${of.organization}`} aside={capital(PURPOSE_CHOICES[of.purpose])}>
      <Counts of={of} />
    </Section>
  );
}

function Counts({ of }: { readonly of: SeatsEffect }) {
  return (
    <ul class="changes">
      {of.appears.map((tally) => (
        <Counted key={`a${nameOf(tally)}`} of={tally} change="appears" />
      ))}
      {of.vanishes.map((tally) => (
        <Counted key={`v${nameOf(tally)}`} of={tally} change="vanishes" />
      ))}
    </ul>
  );
}

function whoOf({ roles }: SeatsEffect): string {
  return listed(roles.map((role, at) => (at === 0 ? SEAT_WORDS[role] : lower(SEAT_WORDS[role]))));
}

function Counted({ of, change }: { readonly of: SimulatedTally; readonly change: 'appears' | 'vanishes' }) {
  return (
    <li class={change === 'appears' ? 'added' : 'removed'}>
      <Change is={change} />
      <bdi>
        {nameOf(of)}:{' '}
        {of.few
          ? 'of fewer than 10 people'
          : `${of.items.toLocaleString('en-GB')} items of ${of.people.toLocaleString('en-GB')} people`}
      </bdi>
    </li>
  );
}

function Change({ is }: { readonly is: 'appears' | 'vanishes' }) {
  return is === 'appears' ? <Tag tone="better">Appears</Tag> : <Tag tone="concern">Vanishes</Tag>;
}

function People({ of }: { readonly of: readonly SimulatedPerson[] }) {
  if (of.length === 0) return null;
  return (
    <Section
      title="For example"
      aside={of.length === 1 ? 'a person whom you see anyway' : `${of.length} people whom you see anyway`}
    >
      <ul class="item-list">
        {of.map(({ patient, name, items }) => (
          <li key={patient}>
            <span class="item-title">
              <Words>{name}</Words>
            </span>
            <ul class="sources">
              {items.map((item) => (
                <li key={`${item.reference}${item.organization}${item.roles.join()}`}>
                  <Change is={item.change} />{' '}
                  <bdi>
                    {CLASS_WORDS[item.dataClass]} for {listed(item.roles.map((role) => lower(SEAT_WORDS[role])))} of{' '}
                    {item.organization}.
                  </bdi>{' '}
                  <a href={whyHref(item)}>{item.change === 'appears' ? 'Why not today' : 'Why today'}</a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function whyHref({ reference, viewer, roles }: SimulatedPerson['items'][number]): string {
  const query = new URLSearchParams({ reference, organization: viewer, role: roles[0] ?? '' });
  return `/explain?${query}`;
}

function nameOf({ dataClass, labels }: SimulatedTally): string {
  const words = capital(CLASS_WORDS[dataClass]);
  return labels.length === 0 ? words : `${words}, labelled ${listed(labels.map((label) => LABEL_WORDS[label]))}`;
}

/** "GP" stays as it is. */
function lower(words: string): string {
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}
