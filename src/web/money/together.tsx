import { accepted } from '#fhir';
import type { TogetherView } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { GRANTS } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { fieldOf, minorFrom } from './form.ts';

export type TogetherShown = { readonly of: TogetherView };

/** What care of several programmes in one contact saved each of them, from real visits, and what was paid for it by the agreement. */
export const togetherPage: PageDefinition<TogetherShown> = {
  path: '/money/grants/together',
  policy: { allow: 'roles', roles: GRANTS },
  title: () => 'Care given together',
  loader: async ({ money, access, query }) => {
    const said = (name: string): string => query.get(name) ?? '';
    const days = { from: said('from'), until: said('until') };
    const first = await money.grants.together(access, days);
    if (!first.ok || (said('travel') === '' && said('hour') === ''))
      return first.ok ? accepted({ of: first.value }) : first;
    const [travel, hour] = [said('travel') || '0', said('hour') || '0'].map((words) =>
      minorFrom(words, first.value.travel.currency),
    );
    const asked = { ...days, travel: travel?.ok ? travel.value : 0, hour: hour?.ok ? hour.value : 0 };
    const found = await money.grants.together(access, asked);
    return found.ok ? accepted({ of: found.value }) : found;
  },
  Page: ({ of }) => (
    <div class="page">
      <PageHead
        title="Care given together"
        under={
          <>
            What one contact for several programmes saved, <When at={of.from} /> up to <When at={of.until} />
          </>
        }
      >
        <a class="button" href="/money/grants">
          All grants
        </a>
      </PageHead>
      <Saved of={of} />
      {of.programmes.length > 0 && <Programmes of={of} />}
      <Section title="Paid for it by the agreement">
        {of.premiums.length === 0 ? (
          <Empty title="Nothing was charged for care given together" />
        ) : (
          <ul class="item-list">
            {of.premiums.map(({ words, payer, payee, accepted: paid, waiting }) => (
              <li key={`${words} ${payer} ${payee}`} data-row>
                <span class="item-title">
                  <Words>{capital(words)}</Words>
                </span>
                <span class="item-fact">
                  <Money of={paid} strong />
                </span>
                <span class="item-words meta">
                  <Words>{payer}</Words> to <Words>{payee}</Words>; <Money of={waiting} /> more is charged and not
                  accepted yet
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Ask of={of} />
    </div>
  ),
};

function Saved({ of }: { readonly of: TogetherView }) {
  if (of.few)
    return (
      <Section title="What was saved">
        <Empty title="Too few people to tell" />
      </Section>
    );
  return (
    <Section title="What was saved">
      <dl class="facts figures sums">
        <Sum name="Contacts for several programmes" value={of.contacts} />
        <Sum name="People" value={of.people} />
        <Sum name="Journeys saved" value={of.journeys} />
        <Sum name="Staff minutes saved" value={of.minutes} />
        <div class="fact">
          <dt>Worth</dt>
          <dd>
            <Money of={of.worth} strong />
          </dd>
        </div>
      </dl>
      <p class="meta">
        A journey at <Money of={of.travel} />, an hour of staff at <Money of={of.hour} />.
        {of.unknown > 0 && (
          <>
            {' '}
            Of <Value>{of.unknown}</Value> contacts no minute is counted: how long they took is not recorded, or nobody
            came for one of the programmes alone.
          </>
        )}
      </p>
    </Section>
  );
}

function Sum({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>
        <Value strong>{value}</Value>
      </dd>
    </div>
  );
}

function Programmes({ of }: { readonly of: TogetherView }) {
  return (
    <Section title="By programme">
      <table class="rows stacked">
        <caption class="sr">What each programme gains</caption>
        <thead>
          <tr>
            <th scope="col">Programme</th>
            <th scope="col" class="number">
              Contacts together
            </th>
            <th scope="col" class="number">
              Alone
            </th>
            <th scope="col" class="number">
              Minutes alone
            </th>
            <th scope="col" class="number">
              Its part of what was saved
            </th>
          </tr>
        </thead>
        <tbody>
          {of.programmes.map((one) => (
            <tr key={one.programme} data-row>
              <th scope="row">
                <Words>{capital(one.programme)}</Words>
              </th>
              <td class="number" data-words="Together">
                <Value>{one.together}</Value>
              </td>
              <td class="number" data-words="Alone">
                <Value>{one.alone}</Value>
              </td>
              <td class="number" data-words="Minutes alone">
                {one.minutesAlone === undefined ? (
                  <span class="meta">not known</span>
                ) : (
                  <Value>{one.minutesAlone}</Value>
                )}
              </td>
              <td class="number" data-words="Saved">
                <Money of={one.worth} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Ask({ of }: { readonly of: TogetherView }) {
  return (
    <Section title="At other prices, or on other days">
      <form method="get" action="/money/grants/together" class="form">
        <Field
          label="A journey of a person is worth"
          name="travel"
          value={of.travel.minor === 0 ? '' : fieldOf(of.travel)}
        />
        <Field label="An hour of staff is worth" name="hour" value={of.hour.minor === 0 ? '' : fieldOf(of.hour)} />
        <Field label="From" name="from" type="date" value={of.from} />
        <Field label="Up to" name="until" type="date" value={of.until} />
        <p class="actions">
          <Button>Work it out</Button>
        </p>
      </form>
    </Section>
  );
}
