import type { Role } from '#agreement';
import { type Day, day } from '#base';
import { purposeOf } from '#auth';
import type { Jurisdiction } from '../../src/agreement/jurisdiction.ts';
import { type Asked, oracle, type World } from '../../src/agreement/oracle.testing.ts';
import { council } from '../../src/agreement/sample.testing.ts';
import type { Agreement } from './agreements.ts';
import type { Credential } from './factors.ts';
import type { Item, Someone } from './people.ts';

/** Who looks, with what, under which agreement. */
export type Looking = { readonly agreement: Agreement; readonly role: Role; readonly credential: Credential };

export type Ground = { readonly today: Day; readonly law: Jurisdiction; readonly rowsOf: ReadonlySet<string> };

const worlds = new WeakMap<Agreement, World>();

/** Whether an item is to be seen: by the second reading of the rules, which knows nothing of how the program does it. */
export function isSeen(ground: Ground, looking: Looking, of: Someone, item: Item): boolean {
  const { agreement, role, credential } = looking;
  if (!reaches(credential, item)) return false;
  const world = worlds.get(agreement) ?? { stack: agreement.stack, today: ground.today, law: ground.law };
  worlds.set(agreement, world);
  const purpose = purposeOf(role);
  return oracle(world, {
    organization: council,
    role,
    purpose,
    item: {
      organization: item.owner,
      cls: item.cls,
      labels: item.labels,
      personal: item.nobodys !== true,
      type: item.type,
      ...(item.chargedTo === undefined ? {} : { chargedTo: item.chargedTo }),
      ...(item.on === undefined ? {} : { on: day(item.on) }),
    },
    person: personOf(ground, role, of),
  });
}

/** What a token names. */
function reaches(credential: Credential, { type, nobodys }: Item): boolean {
  // A token for one person is for what is theirs.
  if (nobodys && credential.startsWith('app with patient/')) return false;
  if (credential === 'app with patient/*.rs, opened for somebody else') return false;
  return credential !== 'app with user/Observation.rs' || type === 'Observation';
}

function personOf({ rowsOf }: Ground, role: Role, of: Someone): Asked['person'] {
  if (role === 'person') {
    return { relationships: ['self'], deniedOrganizations: [], deniedLabels: [], deniedClasses: [] };
  }
  const { reach, said, patient } = of;
  const purpose = purposeOf(role);
  if (reach.over || reach.none || !rowsOf.has(`${patient.id} ${purpose}`)) return undefined;
  return {
    relationships: reach.relationships,
    deniedOrganizations: said.organizations,
    deniedLabels: said.labels,
    deniedClasses: said.classes,
    ...(said.everything ? { deniedOrganizations: [...said.organizations, ...EVERYBODY] } : {}),
  };
}

const EVERYBODY = [council, 'Organization/elm-tree', 'Organization/stranger'];
