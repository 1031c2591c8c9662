import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Services } from '#joint';

/** What binds an organisation is done by somebody who has just shown that it is them. */
export async function proved({ stepUp }: Partial<Pick<Services, 'stepUp'>>, access: Access): Promise<Outcome<true>> {
  return stepUp === undefined ? accepted(true) : stepUp(access);
}
