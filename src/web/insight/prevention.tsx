import { accepted } from '#fhir';
import type {
  Cascade,
  CascadeNeed,
  CascadeStep,
  Complication,
  PreventionSpend,
  PreventionView,
} from '#insight/contract';
import { Money } from '../money/amount.tsx';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { measureHref, placeAsked } from './measures.tsx';
import { PlacePicker } from './place-picker.tsx';
import { percentOf, showPercent, showTally } from './tally.tsx';

export type PreventionShown = { readonly view: PreventionView };

/** From risk to control, step by step: who is lost where, what mending it costs and who pays; and spend beside what was prevented. */
export const preventionPage: PageDefinition<PreventionShown> = {
  path: '/services/prevention',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `Prevention and treatment, ${view.place.name}`,
  loader: async (context) => {
    const view = await context.insight.prevention.view(context.access, placeAsked(context));
    return view.ok ? accepted({ view: view.value }) : view;
  },
  Page: ({ view }) => (
    <div class="page">
      <p class="back">
        <a href="/services">Services by place</a>
      </p>
      <PageHead
        title="Prevention and treatment"
        under={
          <>
            <Words>{view.place.name}</Words>: one way from risk to control, and who pays for what mends it
          </>
        }
      >
        <PlacePicker places={view.places} place={view.place} action="/services/prevention" />
      </PageHead>
      {view.cascades.length === 0 && (
        <Empty title="No cascade is counted yet">
          <p>It appears once an agreement in effect counts by one: at risk, found, linked, treated, controlled.</p>
        </Empty>
      )}
      {view.cascades.map((one) => (
        <Steps key={one.pack} of={one} view={view} />
      ))}
      <Against spend={view.spend} complications={view.complications} />
      <ul class="plain-list meta">
        {view.assumptions.map((words) => (
          <li key={words}>
            <bdi>{words}</bdi>
          </li>
        ))}
      </ul>
    </div>
  ),
};

function Steps({ of, view }: { readonly of: Cascade; readonly view: PreventionView }) {
  return (
    <Section
      title={of.title}
      aside={
        <>
          as at <When at={of.asAt} />
        </>
      }
    >
      <table class="rows stacked">
        <caption class="sr">Steps of {of.title}</caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col" class="number">
              Reached
            </th>
            <th scope="col" class="number">
              Lost
            </th>
            <th scope="col" class="number">
              To mend it
            </th>
            <th scope="col">Who pays</th>
          </tr>
        </thead>
        <tbody>
          {of.steps.map((step) => (
            <Step key={step.measure} of={step} place={view.place} />
          ))}
        </tbody>
      </table>
      <Needs of={of.needs} title={of.title} />
    </Section>
  );
}

/** What an agreement says is needed for it, beside what there is. */
function Needs({ of, title }: { readonly of: readonly CascadeNeed[]; readonly title: string }) {
  if (of.length === 0) return <p class="meta">No staff and no stock that you may see is agreed for it.</p>;
  return (
    <table class="rows stacked">
      <caption class="sub">
        Staff and stock<span class="sr"> of {title}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Where</th>
          <th scope="col" class="number">
            At least
          </th>
          <th scope="col" class="number">
            There is
          </th>
          <th scope="col">By</th>
        </tr>
      </thead>
      <tbody>
        {of.map((need) => (
          <Need key={`${need.words} ${need.at}`} of={need} />
        ))}
      </tbody>
    </table>
  );
}

function Need({ of: { kind, words, at, target, have, by } }: { readonly of: CascadeNeed }) {
  const amount = (count: number) => (kind === 'staff' ? counted(count, 'person', 'people') : counted(count, 'day'));
  return (
    <tr data-row>
      <th scope="row">
        <Words>{words}</Words>
      </th>
      <td data-label="Where">
        <Words>{at}</Words>
      </td>
      <td class="number" data-label="At least">
        <Value>{amount(target)}</Value>
      </td>
      <td class="number" data-label="There is">
        {have === undefined ? <span class="meta">nobody can say</span> : <Value strong>{amount(have)}</Value>}{' '}
        {have !== undefined && have < target && <Tag tone="concern">too little</Tag>}
      </td>
      <td data-label="By">
        {by ? (
          <a href={by.href}>
            <Words>{by.words}</Words>
          </a>
        ) : (
          <span class="meta">the site itself</span>
        )}
      </td>
    </tr>
  );
}

function Step({ of, place }: { readonly of: CascadeStep; readonly place: PreventionView['place'] }) {
  return (
    <tr data-row>
      <th scope="row">
        <a href={measureHref(of.measure, place)}>
          <Words>{of.title}</Words>
        </a>
      </th>
      <td class="number" data-label="Reached">
        {of.tally ? (
          <Value>
            {showTally(of.tally)} ({showPercent(percentOf(of.tally))}){of.aim !== undefined && `, aim ${of.aim}%`}
          </Value>
        ) : (
          <span class="meta">{of.why ?? 'not told'}</span>
        )}
      </td>
      <td class="number" data-label="Lost">
        {of.lost === undefined ? '–' : <Value strong>{of.lost.toLocaleString('en-GB')}</Value>}
      </td>
      <td class="number" data-label="To mend it">
        {of.cost ? <Money of={of.cost} strong /> : <span class="meta">no price agreed</span>}
      </td>
      <td data-label="Who pays">
        {of.price ? (
          <span>
            <Words>{of.price.payer}</Words>: {of.mending} at <Money of={of.price.price} />,{' '}
            <a href={of.price.agreement.href}>
              <Words>{of.price.agreement.title}</Words>
            </a>
            , paragraph <Value>{of.price.agreement.paragraph}</Value>
          </span>
        ) : (
          <span class="meta">{of.mending === undefined ? '–' : `nobody yet: ${of.mending} is in no agreement`}</span>
        )}
      </td>
    </tr>
  );
}

function Against(props: {
  readonly spend: readonly PreventionSpend[];
  readonly complications: readonly Complication[];
}) {
  const { spend, complications } = props;
  return (
    <Section title="Prevention spend beside complications">
      {spend.length === 0 && <p class="meta">This seat sees the books of no pool, so no spend is told.</p>}
      {spend.map(({ pool, href, prevention, spent }) => (
        <p key={href}>
          Spent on prevention out of{' '}
          <a href={href}>
            <Words>{pool}</Words>
          </a>
          : <Money of={prevention} strong /> of <Money of={spent} />
        </p>
      ))}
      {complications.length === 0 ? (
        <Empty title="No complication is counted yet" />
      ) : (
        <table class="rows stacked">
          <caption class="sr">Complications a year before and now</caption>
          <thead>
            <tr>
              <th scope="col">Complication</th>
              <th scope="col" class="number">
                A year before
              </th>
              <th scope="col" class="number">
                Now
              </th>
              <th scope="col" class="number">
                Expected
              </th>
              <th scope="col">Difference</th>
            </tr>
          </thead>
          <tbody>
            {complications.map((one) => (
              <Row key={one.measure} of={one} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Row({ of: { title, before, now, expected, fewer } }: { readonly of: Complication }) {
  return (
    <tr data-row>
      <th scope="row">
        <Words>{title}</Words>
      </th>
      <td class="number" data-label="A year before">
        {before ? <Value>{showTally(before.tally)}</Value> : <span class="meta">not told</span>}
      </td>
      <td class="number" data-label="Now">
        {now ? <Value>{showTally(now)}</Value> : <span class="meta">not told</span>}
      </td>
      <td class="number" data-label="Expected">
        {expected === undefined ? '–' : <Value>{expected.toFixed(1)}</Value>}
      </td>
      <td data-label="Difference">
        {fewer === undefined ? (
          '–'
        ) : Math.abs(fewer) < 0.05 ? (
          <Tag tone="quiet">as expected</Tag>
        ) : (
          <Tag tone={fewer > 0 ? 'better' : 'concern'}>
            {Math.abs(fewer).toFixed(1)} {fewer > 0 ? 'fewer' : 'more'}
          </Tag>
        )}
      </td>
    </tr>
  );
}
