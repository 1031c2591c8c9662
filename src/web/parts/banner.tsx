import { listed } from '#agreement';
import type { Banner as BannerOf, Contributor, SafetyAlert } from '#record/contract';
import { Fact } from './fact.tsx';
import { Born, NhsNumber, Value, When, Words } from './value.tsx';

type BannerProps = { readonly of: BannerOf; readonly contributors?: readonly Contributor[] };

/**
 * The NHS patient banner: name, born, gender and number always in one order and place, allergies never out of sight.
 * What is not known says so, since a missing allergy list is not "no allergies".
 */
export function Banner({ of, contributors }: BannerProps) {
  return (
    <header class={of.died === undefined ? 'banner' : 'banner deceased'}>
      <div class="banner-who">
        <h1>
          <Words>{of.name}</Words>
        </h1>
        <dl class="facts">
          {of.died !== undefined && (
            <Fact name="Died">
              <When at={of.died} />
            </Fact>
          )}
          <Fact name="Born">{of.born === undefined ? 'not recorded' : <Born on={of.born} died={of.died} />}</Fact>
          <Fact name="Gender">
            <b>{of.gender ?? 'not recorded'}</b>
          </Fact>
          {of.identifiers.map(({ label, value }) => (
            <Fact key={`${label}${value}`} name={label}>
              <NhsNumber>{value}</NhsNumber>
            </Fact>
          ))}
        </dl>
        {contributors !== undefined && <Sharing contributors={contributors} />}
      </div>
      <div class="banner-more">
        <Allergies of={of} />
        <dl class="facts">
          {of.practice !== undefined && (
            <Fact name="GP">
              <Words>{of.practice}</Words>
            </Fact>
          )}
          {of.language !== undefined && <Fact name="Language">{of.language}</Fact>}
          {of.needs.length > 0 && <Fact name="Needs">{of.needs.join('; ')}</Fact>}
          {of.phone !== undefined && (
            <Fact name="Phone">
              <Value>{of.phone}</Value>
            </Fact>
          )}
          {of.address !== undefined && (
            <Fact name="Address">
              <Words>{of.address}</Words>
            </Fact>
          )}
        </dl>
      </div>
    </header>
  );
}

/** That there is a risk, whatever else is shown: the one thing that is told of what is kept back. */
export function Alerts({ of }: { readonly of: readonly SafetyAlert[] }) {
  if (of.length === 0) return null;
  return (
    <section class="alerts">
      <h2>Before you prescribe</h2>
      {of.map(({ words }) => (
        <p key={words} class="allergies">
          <Words>{words}</Words>
        </p>
      ))}
    </section>
  );
}

function Allergies({ of }: { readonly of: BannerOf }) {
  // The same for everybody: what is shown has none. Nobody may read it as "has none", with an alert below it or without.
  if (of.allergies.length === 0)
    return <p class="allergies none">Allergies: none in what you see here; ask the person</p>;
  return (
    <p class="allergies">
      <span class="label">Allergies</span>{' '}
      <Words>{[...new Set(of.allergies.map(({ text }) => text))].join(', ')}</Words>
    </p>
  );
}

const STATES: Readonly<Record<Contributor['state'], string>> = {
  sharing: 'shares its record',
  'no-record': 'has no record of this person',
  'not-joined': 'has not joined yet',
  late: 'is late in sending',
};

/** Gaps of organisations are always shown; what a person keeps back is never hinted at, so one line stands for everybody. */
function Sharing({ contributors }: { readonly contributors: readonly Contributor[] }) {
  const from = contributors.filter(({ state }) => state === 'sharing' || state === 'late');
  const late = contributors.filter(({ state }) => state === 'late');
  return (
    <details class="sharing">
      <summary>
        <bdi>{`From ${from.length} of ${contributors.length} organisations`}</bdi>
        {late.length > 0 && <b class="late"> · {listed(late.map(({ name }) => name))} late</b>}
      </summary>
      <ul>
        {contributors.map(({ name, state, lastReceived }) => (
          <li key={name}>
            <b>{name}</b> {STATES[state]}
            {lastReceived !== undefined && (
              <>
                , last received <When at={lastReceived} time />
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
