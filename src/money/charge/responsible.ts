import { type Asking, SERVICE } from '../ask.ts';

const CHAIN_MAX = 5;

/**
 * Whoever plans care for the organisation with which somebody is registered: the next above it, as the directory has it, that is a partner
 * and no practice itself. Residence is in no register that the record keeps: whom no registration tells is named by hand.
 */
export async function responsibleFor(asking: Asking, holders: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const partners = await partnersOf(asking);
  const found = new Map<string, string>();
  for (const holder of new Set(holders)) {
    let at = holder;
    for (let step = 0; step < CHAIN_MAX && at.startsWith('Organization/'); step += 1) {
      at = await partOf(asking, at);
      if (!partners.some(({ organization }) => organization === at)) continue;
      found.set(holder, at);
      break;
    }
  }
  return found;
}

async function partOf({ services }: Asking, organization: string): Promise<string> {
  const found = await services.repository(SERVICE).read('Organization', organization.replace('Organization/', ''));
  if (!found.ok) return '';
  const { partOf: above } = JSON.parse(found.value.body) as { readonly partOf?: { readonly reference?: string } };
  return above?.reference ?? '';
}

export async function partnersOf({ governance }: Asking) {
  const { partners } = await governance().partnership(SERVICE);
  return partners.map(({ organization, name }) => ({ organization, name }));
}
