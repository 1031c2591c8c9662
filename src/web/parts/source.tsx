import type { ItemNote, Source as SourceOf } from '#record/contract';
import { When, Words } from './value.tsx';

/** Where an item comes from and when it was recorded; leads to why the viewer can see it. */
export function Source({ of, short }: { readonly of: SourceOf; readonly short?: boolean }) {
  return (
    <>
      <a class="source" href={`/explain?reference=${encodeURIComponent(of.reference)}`} title="Why can I see this?">
        <Words>{of.organization}</Words>
        {!short && (
          <>
            {' '}
            <When at={of.recorded} />
          </>
        )}
      </a>
      <Beside of={of.notes} />
    </>
  );
}

/** The same without a link, where one row has many. */
export function PlainSource({ of }: { readonly of: SourceOf }) {
  return (
    <span class="source">
      <Words>{of.organization}</Words> <When at={of.recorded} />
      <Beside of={of.notes} />
    </span>
  );
}

/** What stands beside an item: that it was put right, and that the person does not agree with it. Both are shown with it. */
function Beside({ of = [] }: { readonly of?: readonly ItemNote[] | undefined }) {
  return (
    <>
      {of.map(({ kind, words, at }) => (
        <span key={at} class="source beside">
          {kind === 'corrected' ? 'Put right' : 'The person does not agree'}, <When at={at} />: <Words>{words}</Words>
        </span>
      ))}
    </>
  );
}
