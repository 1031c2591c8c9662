import type { Source as SourceOf } from '#record/contract';
import { When, Words } from './value.tsx';

/** Where an item comes from and when it was recorded; leads to why the viewer can see it. */
export function Source({ of, short }: { readonly of: SourceOf; readonly short?: boolean }) {
  return (
    <a class="source" href={`/explain?reference=${encodeURIComponent(of.reference)}`} title="Why can I see this?">
      <Words>{of.organization}</Words>
      {!short && (
        <>
          {' '}
          <When at={of.recorded} />
        </>
      )}
    </a>
  );
}

/** The same without a link, where one row has many. */
export function PlainSource({ of }: { readonly of: SourceOf }) {
  return (
    <span class="source">
      <Words>{of.organization}</Words> <When at={of.recorded} />
    </span>
  );
}
