import charity from '#packs/mapping/charity.json' with { type: 'json' };
import council from '#packs/mapping/council.json' with { type: 'json' };
import { bytesOf, oddDocument } from './bodies.ts';
import type { Case } from './case.ts';
import { fromValue, printed } from './json.ts';
import { mutated } from './mutate.ts';
import { oddText, wellFormed } from './odd.ts';
import type { Pick } from './pick.ts';

/** Files that are sent in as they are: NDJSON, Bundles and CSV, whole and broken, under names of every kind. */
export function intakeCase(pick: Pick, from: readonly object[]): Case {
  const [mapping, body] = pick.weighed<readonly [string | undefined, Buffer]>([
    [5, () => [undefined, lines(pick, from)]],
    [3, () => [undefined, bundle(pick, from)]],
    [3, () => csv(pick)],
    [1, () => [pick.odd() ? oddText(pick) : undefined, Buffer.from(oddText(pick))]],
  ]);
  const query = new URLSearchParams({
    organization: pick.odd()
      ? wellFormed(oddText(pick))
      : pick.one(['torture', 'Organization/torture', 'Torture Trust']),
    ...(mapping === undefined ? {} : { mapping: wellFormed(mapping) }),
    ...(pick.chance(0.5) ? { file: pick.odd() ? wellFormed(oddText(pick)) : 'a.ndjson' } : {}),
    ...(pick.chance(0.2) ? { sha256: pick.odd() ? wellFormed(oddText(pick)) : 'ab'.repeat(32) } : {}),
    ...(pick.chance(0.1) ? { bytes: pick.one(['-1', '1e400', 'x', '', '99999999999999999999']) } : {}),
  });
  return {
    kind: 'intake',
    base: '/api',
    method: 'POST',
    target: `/intake?${String(query).slice(0, 8_000)}`,
    headers: { 'content-type': pick.one(['application/x-ndjson', 'application/fhir+json', 'text/csv', 'x', '']) },
    body: pick.odd() ? mutated(body, pick) : body,
  };
}

function lines(pick: Pick, from: readonly object[]): Buffer {
  const end = pick.one(['\n', '\n', '\r\n', '\n\n', ' ', '']);
  return Buffer.concat(
    pick.times(1 + pick.below(8), () => Buffer.concat([bytesOf(oddDocument(pick, from), pick), Buffer.from(end)])),
  );
}

function bundle(pick: Pick, from: readonly object[]): Buffer {
  const entry = pick.times(pick.below(8), () => `{"resource":${printed(oddDocument(pick, from))}}`);
  const text = `{"resourceType":"Bundle","type":"collection","entry":[${entry.join(',')}]}`;
  return pick.odd()
    ? bytesOf(oddDocument(pick, [JSON.parse(printed(fromValue({ entry: [] }))) as object]), pick)
    : Buffer.from(text);
}

/** With the columns of a mapping that ships, or nearly. */
function csv(pick: Pick): readonly [string, Buffer] {
  const name = pick.one(['charity', 'council'] as const);
  const known: readonly string[] = { charity, council }[name].columns;
  const columns = pick.odd() ? [...known.slice(pick.below(2)), pick.one(['', 'x', '"', oddText(pick)])] : known;
  const cell = (): string =>
    pick.odd()
      ? oddText(pick)
      : pick.one(['', 'Ann', '1', 'Smith, J', '"q"', 'walking', '2020-02-29', '29/02/2020', 'yes', '4.5']);
  const quoted = (text: string): string =>
    /[",\n]/.test(text) && pick.chance(0.9) ? `"${text.replaceAll('"', '""')}"` : text;
  const rows = pick.times(pick.below(12), (at) =>
    columns.map((_, place) => (place === 0 ? `r${at}` : quoted(cell()))).join(','),
  );
  return [name, Buffer.from([columns.join(','), ...rows].join(pick.one(['\n', '\r\n', '\r'])))];
}
