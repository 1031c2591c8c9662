import type { Dashboard } from '#insight/contract';
import { measureHref } from '../insight/measures.tsx';
import { Section } from '../parts/section.tsx';
import { Value } from '../parts/value.tsx';

const ROWS = 9;

/** Checks that people of a place still lack, the longest list first: where a nurse begins who looks for nobody yet. */
export function Gaps({ of, lists }: { readonly of: Dashboard; readonly lists: boolean }) {
  const rows = of.measures
    .flatMap(({ id, title, kind, tally }) =>
      kind === 'process' && tally && tally.of > tally.met
        ? [{ id, title, lacking: tally.of - tally.met, of: tally.of }]
        : [],
    )
    .sort((a, b) => b.lacking - a.lacking)
    .slice(0, ROWS);
  if (rows.length === 0) return null;
  return (
    <Section title={`Still to do: ${of.place.name}`} aside={<a href="/measures">All measures</a>}>
      <table class="rows gaps">
        <caption class="sr">Checks that people still lack</caption>
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col" class="number">
              People not yet
            </th>
            <th scope="col" class="number">
              Of
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-row>
              <th scope="row">
                <a href={measureHref(row.id, of.place, lists ? '/people' : '')}>{row.title}</a>
              </th>
              <td class="number">
                <Value strong>{row.lacking.toLocaleString('en-GB')}</Value>
              </td>
              <td class="number">
                <Value>{row.of.toLocaleString('en-GB')}</Value>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
