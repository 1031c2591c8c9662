import { isDay } from '#base';
import { accepted } from '#fhir';
import type { CountedAs, MeasureView, Restatement } from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { showDay } from '../parts/dates.ts';
import { Fact } from '../parts/fact.tsx';
import { Button, Field } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { personPath } from '../record/path.ts';
import { STAFF } from '../shell/places.ts';
import { measureHref, placeAsked } from './measures.tsx';
import { percentOf, showPercent, showTally } from './tally.tsx';

export type RestatedShown = { readonly view: MeasureView; readonly of: Restatement };

/** One figure as it was told on two report days, side by side, and the people who make the difference. */
export const restatedPage: PageDefinition<RestatedShown> = {
  path: '/measures/:id/restated',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ of }) => `Told otherwise: ${of.measure.title}, ${of.place.name}`,
  loader: async (context) => {
    const { insight, access, params, query } = context;
    const [id, place] = [params.id ?? '', placeAsked(context)];
    const view = await insight.measure(access, id, place);
    if (!view.ok) return view;
    // The month before the last, as it was told at its end and as it is told now.
    const before = view.value.measure.history.at(-2)?.day ?? view.value.asAt;
    const day = (name: string, otherwise: typeof before) => {
      const given = query.get(name) ?? '';
      return isDay(given) ? given : otherwise;
    };
    const [asAt, to] = [day('asAt', before), day('to', view.value.asAt)];
    const found = await insight.restatement(access, { measure: id, place, asAt, from: day('from', asAt), to });
    return found.ok ? accepted({ view: view.value, of: found.value }) : found;
  },
  Page: ({ view, of }) => (
    <div class="page">
      <p class="back">
        <a href={measureHref(of.measure.id, of.place)}>
          <bdi>{of.measure.title}</bdi>
        </a>
      </p>
      <PageHead
        title="Told otherwise since"
        under={
          <>
            {of.measure.title} · {of.place.name} · as at <When at={of.asAt} />
          </>
        }
      />
      <Section title="The same day, told on two days">
        <dl class="facts">
          <Fact name={`Told on ${showDay(of.from)}`}>
            <Told tally={of.before} />
          </Fact>
          <Fact name={`Told on ${showDay(of.to)}`}>
            <Told tally={of.after} />
          </Fact>
          <Fact name="People who count otherwise">
            {of.changed === undefined ? 'too few to be told' : <Value>{of.changed.toLocaleString('en-GB')}</Value>}
          </Fact>
        </dl>
        <Days view={view} of={of} />
      </Section>
      <People of={of} />
    </div>
  ),
};

function Told({ tally }: { readonly tally: Restatement['before'] }) {
  if (!tally) return <>not shown: too few people</>;
  return (
    <>
      <Value strong>{showPercent(percentOf(tally))}</Value> <Value>{showTally(tally)}</Value>
    </>
  );
}

/** A form of our own that asks: nothing is changed by it. */
function Days({ view, of }: RestatedShown) {
  return (
    <form method="get" action={`/measures/${encodeURIComponent(of.measure.id)}/restated`}>
      <input type="hidden" name="place" value={view.place.id} />
      <Field label="Figures as at" name="asAt" type="date" required value={of.asAt} />
      <Field label="As they were told on" name="from" type="date" required value={of.from} />
      <Field label="And as they were told on" name="to" type="date" required value={of.to} />
      <p class="actions">
        <Button kind="main">Compare</Button>
      </p>
    </form>
  );
}

const COUNTED: Readonly<Record<CountedAs, string>> = {
  met: 'met',
  'not-met': 'not met',
  'not-counted': 'not counted',
};

function People({ of: { people } }: { readonly of: Restatement }) {
  if (people === undefined) {
    return <p class="meta">People are listed for those who care for them.</p>;
  }
  return (
    <Section title="Person by person" count={people.length}>
      {people.length === 0 ? (
        <p>Nobody whom you may see counts otherwise.</p>
      ) : (
        <ul class="item-list">
          {people.map(({ person, name, before, after, because }) => (
            <li key={person} data-row>
              <a class="item-title" href={personPath(person)}>
                <Words>{name}</Words>
              </a>
              <span class="item-fact">
                <bdi>{`${COUNTED[before]}, now ${COUNTED[after]}`}</bdi>
              </span>
              <span class="item-words meta">
                <bdi>
                  {because.length === 0
                    ? 'Something else about them changed: where they are registered, or what was corrected.'
                    : `Learned meanwhile, ${counted(because.length, 'item')}: ${because.map(({ title, at, value }) => `${title}${value ? ` ${value}` : ''} of ${at}`).join('; ')}`}
                </bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
