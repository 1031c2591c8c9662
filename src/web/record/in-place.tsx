import { listed } from '#agreement';
import type { InPlace } from '#record/contract';
import { Empty, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';

const WHY: Readonly<Record<InPlace['as'], string>> = {
  parent: 'a parent',
  attorney: 'with a power in law',
  carer: 'let in by the person',
};

/** Who sees the record in the person's place, and how much of it. */
export function InPlaces({ of }: { readonly of: readonly InPlace[] }) {
  return (
    <Section title="Who sees it in your place" count={of.length}>
      {of.length === 0 ? (
        <Empty title="Nobody sees your record in your place" />
      ) : (
        <ul class="item-list">
          {of.map((one) => (
            <li key={one.seat}>
              <span class="item-words">
                <bdi>{one.name}</bdi>, {WHY[one.as]}
                {one.from !== undefined && (
                  <>
                    , from <When at={one.from} />
                  </>
                )}
                {one.until !== undefined && (
                  <>
                    , until <When at={one.until} />
                  </>
                )}
                :{' '}
                <strong>
                  {one.without.length === 0 ? 'the whole record' : <Words>{`all but ${listed(one.without)}`}</Words>}
                </strong>
              </span>
            </li>
          ))}
        </ul>
      )}
      <p class="meta">
        <a href="/account">Let somebody in, or change what they see</a>.{' '}
        <a href="/explain">Who can see one item, and why</a>.
      </p>
    </Section>
  );
}
