import { type Asking, SERVICE } from '../ask.ts';

const CHAIN_MAX = 5;

/** With whom somebody is registered, as the directory has it, and who plans care for it. */
export type Holder = {
  readonly name?: string;
  readonly responsible?: string;
};

type Listed = { readonly organization: string; readonly name?: string; readonly above: string };

/**
 * Whoever plans care for the organisation with which somebody is registered: the next above it, as the directory has it, that is a partner
 * and no practice itself. A Patient names it by reference or by an identifier. Residence is in no register that the record keeps: whom no
 * registration tells is named by hand.
 */
export async function holdersOf(asking: Asking, names: readonly string[]): Promise<ReadonlyMap<string, Holder>> {
  const partners = await partnersOf(asking);
  const found = new Map<string, Holder>();
  for (const name of new Set(names)) {
    const first = await listed(asking, name);
    if (first === undefined) continue;
    const responsible = await nextAbove(asking, first, (one) =>
      partners.some(({ organization }) => organization === one),
    );
    found.set(name, {
      ...(first.name === undefined ? {} : { name: first.name }),
      ...(responsible === undefined ? {} : { responsible }),
    });
  }
  return found;
}

async function nextAbove(
  asking: Asking,
  first: Listed,
  isPartner: (organization: string) => boolean,
): Promise<string | undefined> {
  let at: Listed | undefined = first;
  for (let step = 0; step < CHAIN_MAX && at !== undefined && at.above !== ''; step += 1) {
    if (isPartner(at.above)) return at.above;
    at = await listed(asking, at.above);
  }
  return undefined;
}

/** An organisation of the directory by its reference, or by an identifier that it alone bears. */
async function listed(asking: Asking, name: string): Promise<Listed | undefined> {
  const repository = asking.services.repository(SERVICE);
  if (name.startsWith('Organization/')) {
    const found = await repository.read('Organization', name.replace('Organization/', ''));
    return found.ok ? listedIn(name, found.value.body) : undefined;
  }
  const identifier = name.replaceAll(/[\\,$]/g, String.raw`\$&`);
  const parameters = [['identifier', identifier] as const, ['_count', '2'] as const];
  const found = await repository.search({ type: 'Organization', parameters, handling: 'strict' });
  const [only, ...others] = found.ok ? found.value.entries : [];
  return only && others.length === 0 ? listedIn(`Organization/${only.resource.id}`, only.resource.body) : undefined;
}

function listedIn(organization: string, body: string): Listed {
  const { name, partOf } = JSON.parse(body) as {
    readonly name?: string;
    readonly partOf?: { readonly reference?: string };
  };
  return { organization, above: partOf?.reference ?? '', ...(name === undefined ? {} : { name }) };
}

export async function partnersOf({ governance }: Asking) {
  const { partners } = await governance().partnership(SERVICE);
  return partners.map(({ organization, name }) => ({ organization, name }));
}
