import type { Access } from '#agreement';
import type { Services } from '#joint';
import type { Stored } from '#repository';
import { type AgreementsAnswer, SERVICE } from './agreed.ts';
import type { WhySource } from './contract.ts';
import { allOf } from './service/capacity.ts';

/**
 * Where items came from: whose they are, when they were taken in, by which feed, and in which file or message, as the Provenance says that intake
 * keeps with them. Asked as the viewer: of what they may not see nothing is told.
 */
export async function sourcesOf(
  { repository, answers }: Pick<Services, 'repository' | 'answers'>,
  access: Access,
  references: readonly string[],
): Promise<ReadonlyMap<string, WhySource>> {
  if (references.length === 0) return new Map();
  const bound = repository(access);
  const once = [...new Set(references)];
  const [items, provenances, { partners }] = await Promise.all([
    bound.readMany(once),
    allOf(bound, 'Provenance', [['target', once.join(',')]]),
    (answers['governance'] as AgreementsAnswer).partnership(SERVICE),
  ]);
  const messages = messagesIn(provenances.rows);
  const nameOf = (org: number) => partners.find(({ key }) => key === org)?.name;
  return new Map(
    items.map((item) => {
      const reference = `${item.type}/${item.id}`;
      const [organization, feed, message] = [nameOf(item.org), feedOf(item), messages.get(reference)];
      const source = {
        reference,
        recorded: item.updated.toISOString(),
        version: item.version,
        ...(organization ? { organization } : {}),
        ...(feed ? { feed } : {}),
        ...(message ? { message } : {}),
      };
      return [reference, source] as const;
    }),
  );
}

function feedOf({ body }: Stored): string | undefined {
  return (JSON.parse(body) as { readonly meta?: { readonly source?: string } }).meta?.source;
}

type Told = {
  readonly target?: readonly { readonly reference?: string }[];
  readonly recorded?: string;
  readonly entity?: readonly { readonly role?: string; readonly what?: Named }[];
};
type Named = { readonly display?: string; readonly reference?: string };

/** By item the source that its newest Provenance names. */
function messagesIn(rows: readonly Stored[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const told = rows.map(({ body }) => JSON.parse(body) as Told);
  for (const { target = [], entity = [] } of told.sort((a, b) => ((a.recorded ?? '') < (b.recorded ?? '') ? -1 : 1))) {
    const what = entity.find(({ role }) => role === 'source')?.what;
    const words = what?.display ?? what?.reference;
    for (const { reference } of target) if (reference !== undefined && words) found.set(reference, words);
  }
  return found;
}
