import { accepted } from '#fhir';
import type { HeldPlace, InfluenceLine, InfluenceView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Field } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { Deed, PlaceFields, Whose } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';
import { CircleHead, tells } from './parts.tsx';

export type InfluenceShown = { readonly found: InfluenceView; readonly typed?: URLSearchParams };

/** Who influences whom, by role: drawn, and the same as a list. */
export const influencePage: PageDefinition<InfluenceShown> = {
  path: '/programmes/:id/influence',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ found }) => `Influence: ${found.programme.name}`,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.stakeholders.influence(access, params['id'] ?? '');
    return found.ok ? accepted({ found: found.value, ...(typed ? { typed } : {}) }) : found;
  },
  Page: ({ found, typed }) => (
    <div class="page">
      <CircleHead
        of={found.programme}
        at="/influence"
        title="Influence"
        under="Who listens to whom about what, between roles; all staff of the partners read it. Whoever wrote a line down is asked every six months whether it is still so."
      />
      <Section title="Who influences whom" count={found.lines.length}>
        {found.lines.length === 0 ? (
          <Empty title="No line is written down yet" />
        ) : (
          <>
            <Drawing of={found.lines} />
            <ul class="item-list">
              {found.lines.map((one) => (
                <Line key={one.id} of={one} among={placesOf(found.lines)} typed={typed} />
              ))}
            </ul>
          </>
        )}
        {found.may.lead && (
          <Deed did="influence" words="Add a line" said="It is written down." typed={typed}>
            <PlaceFields name="from" id="influence-from" words="Who influences" partners={found.partners} />
            <PlaceFields name="to" id="influence-to" words="Whom" partners={found.partners} />
            <Field label="About what" name="topic" id="influence-topic" required />
            <Field label="What shows it" name="evidence" id="influence-evidence" required />
            <Field label="Seen on" name="on" id="influence-on" type="date" hint="Empty: today." />
            <PlaceFields name="owner" id="influence-owner" words="Who knows it" partners={found.partners} optional />
          </Deed>
        )}
      </Section>
    </div>
  ),
  actions: { do: tells((_, params) => `/programmes/${params['id']}/influence`) },
};

function Line(props: {
  readonly of: InfluenceLine;
  readonly among: readonly HeldPlace[];
  readonly typed: URLSearchParams | undefined;
}) {
  const { of, among, typed } = props;
  const about = { influence: of.id };
  return (
    <li data-row>
      <span class="item-title">
        <bdi>
          {numberOf(of.from, among)}. <Words>{nameOf(of.from)}</Words> → {numberOf(of.to, among)}.{' '}
          <Words>{nameOf(of.to)}</Words>
        </bdi>
      </span>
      <span class="item-fact">
        {of.stale ? <Tag tone="concern">not confirmed for six months</Tag> : <Tag tone="done">confirmed</Tag>}
      </span>
      <span class="item-words">
        <bdi>
          <Words>{of.topic}</Words>: <Words>{of.evidence}</Words>
        </bdi>
      </span>
      <span class="item-words meta">
        <bdi>
          Seen on <When at={of.on} />, confirmed on <When at={of.confirmed} />. Ask <Whose of={of.owner} />.
        </bdi>
      </span>
      {of.may.confirm && (
        <div class="item-words">
          <Deed
            did="influence-confirmed"
            words="It is still so"
            said="Confirmed."
            typed={typed}
            about={about}
            button="It is still so"
          />
          <Deed did="influence-ended" words="It is no more" said="It stands there no more." typed={typed} about={about}>
            <Field label="Why" name="words" id={`${of.id}-why`} required />
          </Deed>
        </div>
      )}
    </li>
  );
}

const [HEIGHT, MIDDLE, HIGH, WIDE] = [280, 140, 112, 40];

/** Roles around a ring with a line from each to whom it influences; the end with the ring is the one that listens. */
function Drawing({ of }: { readonly of: readonly InfluenceLine[] }) {
  const among = placesOf(of);
  const at = (place: HeldPlace) => {
    const angle = (2 * Math.PI * (numberOf(place, among) - 1)) / among.length - Math.PI / 2;
    return { x: 50 + WIDE * Math.cos(angle), y: MIDDLE + HIGH * Math.sin(angle) };
  };
  return (
    <figure class="trend">
      <figcaption class="meta">The small dot on a line is beside whoever listens.</figcaption>
      <svg
        class="area"
        width="100%"
        height={HEIGHT}
        role="img"
        aria-label="Who influences whom; the list below says the same in words"
      >
        {of.map(({ id, from, to }) => {
          const [a, b] = [at(from), at(to)];
          const near = { x: a.x + (b.x - a.x) * 0.82, y: a.y + (b.y - a.y) * 0.82 };
          return (
            <g key={id}>
              <line
                class="line"
                x1={`${a.x.toFixed(1)}%`}
                y1={a.y.toFixed(1)}
                x2={`${b.x.toFixed(1)}%`}
                y2={b.y.toFixed(1)}
              />
              <circle class="mark" cx={`${near.x.toFixed(1)}%`} cy={near.y.toFixed(1)} r="4" />
            </g>
          );
        })}
        {among.map((place, index) => {
          const { x, y } = at(place);
          return (
            <g key={`${place.organization} ${place.role}`}>
              <circle class="stake-mark" cx={`${x.toFixed(1)}%`} cy={y.toFixed(1)} r="12" />
              <text class="stake-number" x={`${x.toFixed(1)}%`} y={y + 4} text-anchor="middle">
                {index + 1}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

function placesOf(lines: readonly InfluenceLine[]): readonly HeldPlace[] {
  const all = new Map(
    lines.flatMap(({ from, to }) => [from, to]).map((one) => [`${one.organization}|${one.role}`, one]),
  );
  return [...all.values()];
}

function numberOf(place: HeldPlace, among: readonly HeldPlace[]): number {
  return among.findIndex(({ organization, role }) => organization === place.organization && role === place.role) + 1;
}

function nameOf({ role, name }: HeldPlace): string {
  return `${SEAT_WORDS[role]}, ${name}`;
}
