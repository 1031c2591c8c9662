import type { Said, Visit } from '../contract.ts';
import { NOT_SHARED } from './copy-line.ts';

/** What a copy tells beside the items. */
export type CopyAround = {
  readonly name: string;
  readonly organization: string;
  readonly made: string;
  readonly visits: readonly Visit[];
  readonly said: readonly Said[];
  readonly agreements: readonly string[];
  readonly statements: readonly {
    readonly item: string;
    readonly kind: string;
    readonly words: string;
    readonly at: string;
  }[];
};

export type CopyLine = {
  readonly kind: string;
  readonly words: string;
  readonly recorded: string;
  /** By which paragraph of which agreement it is shared, with whose staff and for what. */
  readonly under: readonly string[];
};

/** One page that any browser shows, with nothing outside it. Pure. */
export function copyHead({ name, organization, made }: CopyAround): string {
  const title = `Record of ${name}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>
body{font:1.05rem/1.5 system-ui,sans-serif;max-inline-size:52rem;margin:2rem auto;padding-inline:1rem}
table{border-collapse:collapse;inline-size:100%}td,th{text-align:start;vertical-align:top;border-block-end:1px solid #999;padding:.3rem .6rem .3rem 0}
h2{margin-block-start:2.5rem}.quiet{color:#555}
</style></head><body>
<h1>${escaped(title)}</h1>
<p>A copy of what ${escaped(organization)} holds, made on ${escaped(made.slice(0, 10))}. The file with the ending .ndjson holds the same for computers (FHIR R4), whole and with every code; what an item is shared under stands in its meta.</p>
<p class="quiet">Some information may be held back, as the law allows: what tells about somebody else, or what would do serious harm. This line stands on every copy.</p>
<h2>What is recorded</h2><table><thead><tr><th>What</th><th>Recorded</th><th>By what it is shared, with whom</th></tr></thead><tbody>
`;
}

export function copyLines(lines: readonly CopyLine[]): string {
  return lines
    .map(({ words, recorded, under }) => {
      const shared = under.length === 0 ? NOT_SHARED : under.map(escaped).join('<br>');
      return `<tr><td>${escaped(words)}</td><td>${escaped(recorded.slice(0, 10))}</td><td>${shared}</td></tr>\n`;
    })
    .join('');
}

export function copyEnd({ visits, said, agreements, statements }: CopyAround): string {
  return `</tbody></table>
${section('What stands beside items', statements, ({ item, kind, words, at }) => `${kind === 'corrected' ? 'Put right' : 'Your own view'}, ${at.slice(0, 10)} (${item}): ${words}`)}
${section('Who looked, and why', visits, ({ from, who, organization, purpose, what }) => `${from.slice(0, 16).replace('T', ' ')}: ${who}, ${organization}. ${purpose}. ${what.join(', ')}`)}
${section('What was agreed, by which it is shared', agreements, (title) => title)}
${section('What you keep back, or permit', said, ({ effect, what, from, until }) => `${effect === 'deny' ? 'Kept back' : 'Permitted'}: ${what}${from.length > 0 ? `, ${effect === 'deny' ? 'from' : 'to'} ${from.join(', ')}` : ''}${until === undefined ? '' : `, until ${until}`}`)}
<h2>Your rights</h2><p>You can ask that something is put right, restricted or erased, object to sharing, and complain to the regulator: on the page "My requests".</p>
</body></html>
`;
}

function section<T>(title: string, all: readonly T[], line: (one: T) => string): string {
  const list = all.map((one) => `<li>${escaped(line(one))}</li>`).join('\n');
  return `<h2>${escaped(title)}</h2>${all.length === 0 ? '<p>Nothing.</p>' : `<ul>${list}</ul>`}`;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
