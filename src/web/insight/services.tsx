import { accepted } from '#fhir';
import type { PreventionSpend, ServiceGap, ServiceMap, ServiceOverlap, ServiceRow } from '#insight/contract';
import { Money } from '../money/amount.tsx';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';

export type ServicesShown = { readonly map: ServiceMap };

/** What is offered where: first what is offered twice and what by nobody, since that is what can be planned otherwise. */
export const servicesPage: PageDefinition<ServicesShown> = {
  path: '/services',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Services by place',
  loader: async ({ insight, access }) => {
    const map = await insight.service.map(access);
    return map.ok ? accepted({ map: map.value }) : map;
  },
  Page: ({ map }) => (
    <div class="page">
      <PageHead
        title="Services by place"
        under="What the partners offer and where, as their directory says it: compared by kind, area and opening hours."
      />
      <p>
        <a href="/services/prevention">Prevention and treatment: who is lost where, and who pays to mend it</a>
      </p>
      <Overlaps of={map.overlaps} />
      <Gaps of={map.gaps} />
      <Offered of={map.services} more={map.more === true} />
      <Spend of={map.spend} convention={map.convention} />
    </div>
  ),
};

const HOURS: Readonly<Record<ServiceOverlap['hours'], string>> = {
  same: 'open at the same time',
  apart: 'open at different times',
  'not-said': 'not all say when they are open',
};

function Overlaps({ of }: { readonly of: readonly ServiceOverlap[] }) {
  return (
    <Section title="Offered by more than one organisation" count={of.length || undefined}>
      {of.length === 0 && <Empty title="Nothing is offered twice in one area" />}
      <ul class="item-list">
        {of.map(({ kind, area, services, hours }) => (
          <li key={`${area} ${kind.key}`} data-row>
            <span class="item-title">
              <Words>{kind.title}</Words> in <Value>{area}</Value>
            </span>
            <span class="item-fact">
              <Tag tone={hours === 'same' ? 'concern' : 'quiet'}>{HOURS[hours]}</Tag>
            </span>
            <span class="item-words meta">
              {services.map(({ id, name, organization }, at) => (
                <>
                  {at > 0 && '; '}
                  <a href={`#service-${id}`}>
                    <Words>{name}</Words>
                  </a>
                  , <Words>{organization}</Words>
                </>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Gaps({ of }: { readonly of: readonly ServiceGap[] }) {
  return (
    <Section title="Areas with none" count={of.length || undefined}>
      {of.length === 0 && <Empty title="Every kind of service is offered in every area" />}
      <ul class="item-list">
        {of.map(({ area, towns, lacks, of: kinds }) => (
          <li key={area} data-row>
            <span class="item-title">
              <Value>{area}</Value>
              {towns.length > 0 && (
                <>
                  {' '}
                  <Words>{towns.join(', ')}</Words>
                </>
              )}
            </span>
            <span class="item-fact">
              <Tag tone={lacks.length === kinds ? 'danger' : 'concern'}>
                {lacks.length === kinds ? 'no service at all' : `${counted(lacks.length, 'kind')} of ${kinds} missing`}
              </Tag>
            </span>
            <span class="item-words meta">
              None: <Words>{lacks.map(({ title }) => title).join(', ')}</Words>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Offered({ of, more }: { readonly of: readonly ServiceRow[]; readonly more: boolean }) {
  return (
    <Section title="What is offered" count={of.length || undefined}>
      {of.length === 0 ? (
        <Empty title="The directory names no service yet">
          <p>
            An organisation sends its services (HealthcareService) and places (Location) as it sends everything else.
          </p>
        </Empty>
      ) : (
        <table class="rows stacked">
          <caption class="sr">Services of the partners, with places, hours and free appointments</caption>
          <thead>
            <tr>
              <th scope="col">Service</th>
              <th scope="col">Organisation</th>
              <th scope="col">Where</th>
              <th scope="col">Open</th>
              <th scope="col">Free in four weeks</th>
            </tr>
          </thead>
          <tbody>
            {of.map((one) => (
              <Service key={one.id} of={one} />
            ))}
          </tbody>
        </table>
      )}
      {more && <p class="meta">There are more than are listed here.</p>}
    </Section>
  );
}

function Service({ of: { id, name, organization, places, hours, free } }: { readonly of: ServiceRow }) {
  return (
    <tr id={`service-${id}`} data-row>
      <th scope="row">
        <Words>{name}</Words>
      </th>
      <td data-label="Organisation">
        <Words>{organization.name}</Words>
      </td>
      <td data-label="Where">
        {places.length === 0 ? (
          <span class="meta">no place named</span>
        ) : (
          <Words>{places.map((place) => [place.name, place.area].filter(Boolean).join(', ')).join('; ')}</Words>
        )}
      </td>
      <td data-label="Open">
        {hours.length === 0 ? <span class="meta">not said</span> : <Value>{hours.join('; ')}</Value>}
      </td>
      <td data-label="Free in four weeks">
        <Free of={free} />
      </td>
    </tr>
  );
}

export function Free({ of }: { readonly of: ServiceRow['free'] }) {
  if (of === undefined) return <span class="meta">no calendar here</span>;
  if (of.count === 0) return <Tag tone="concern">none free</Tag>;
  return (
    <span>
      <Value strong>
        {of.count.toLocaleString('en-GB')}
        {of.more && '+'}
      </Value>
      {of.next !== undefined && (
        <>
          , first <When at={of.next} time />
        </>
      )}
    </span>
  );
}

function Spend({ of, convention }: { readonly of: readonly PreventionSpend[]; readonly convention: string }) {
  return (
    <Section title="Prevention’s share of what was spent">
      {of.length === 0 && (
        <Empty title="No spending that this seat sees">
          <p>Who sees the books of a pool sees here what of it went to prevention.</p>
        </Empty>
      )}
      {of.map(({ pool, href, spent, prevention, lines }) => (
        <div key={href}>
          <p>
            <a href={href}>
              <Words>{pool}</Words>
            </a>
            : <Money of={prevention} strong /> of <Money of={spent} />
            {spent.minor > 0 && (
              <>
                {' '}
                (<Value>{((prevention.minor * 100) / spent.minor).toFixed(1)}%</Value>)
              </>
            )}
          </p>
          <table class="rows stacked">
            <caption class="sr">Schemes of the pool and whether they count as prevention</caption>
            <thead>
              <tr>
                <th scope="col">Scheme</th>
                <th scope="col" class="number">
                  Spent
                </th>
                <th scope="col">Counts as prevention</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.scheme} data-row>
                  <th scope="row">
                    <Words>{line.scheme}</Words>
                  </th>
                  <td class="number" data-label="Spent">
                    <Money of={line.spent} />
                  </td>
                  <td data-label="Counts as prevention">
                    {line.level === undefined ? <span class="meta">no</span> : `${line.level}: ${line.because ?? ''}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
      <p class="meta">
        <bdi>{convention}</bdi>
      </p>
    </Section>
  );
}
