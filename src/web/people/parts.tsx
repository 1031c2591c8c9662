import type { Carried } from '#governance/contract';
import { When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';

const SHOWN = 6;

/** What a role carries; the first few in sight. */
export function CarriedList({ of }: { readonly of: readonly Carried[] }) {
  if (of.length === 0) return null;
  const more = of.slice(SHOWN);
  return (
    <>
      <Rows of={of.slice(0, SHOWN)} />
      {more.length > 0 && (
        <details class="deed">
          <summary>{counted(more.length, 'more thing')}</summary>
          <Rows of={more} />
        </details>
      )}
    </>
  );
}

function Rows({ of }: { readonly of: readonly Carried[] }) {
  return (
    <ul class="plain-list item-words">
      {of.map((one) => (
        <li key={`${one.kind} ${one.words} ${one.page ?? ''}`}>
          {one.page === undefined ? (
            <Words>{one.words}</Words>
          ) : (
            <a href={one.page}>
              <Words>{one.words}</Words>
            </a>
          )}
          {one.next && (
            <span class="aside">
              <When at={one.next} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
