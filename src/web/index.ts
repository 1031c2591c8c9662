import { resumePage, signPage, suspendPage } from './governance/acts.tsx';
import { agreementPage } from './governance/agreement.tsx';
import { agreementsPage } from './governance/agreements.tsx';
import { explainPage } from './governance/explain.tsx';
import { proposePage } from './governance/propose.tsx';
import { lackingPage } from './insight/lacking.tsx';
import { measurePage } from './insight/measure.tsx';
import { measuresPage } from './insight/measures.tsx';
import { type Page, page } from './page.ts';
import { accessPage, myAccessPage } from './record/access.tsx';
import { identityPage } from './record/identity.tsx';
import { linksPage } from './record/links.tsx';
import { mePage } from './record/me.tsx';
import { peoplePage } from './record/people.tsx';
import { personPage } from './record/person.tsx';
import { lookPage } from './shell/look-page.tsx';

export {
  type Done,
  draw,
  type LoaderContext,
  type OpenedPage,
  type Page,
  type PageDefinition,
  page,
  type SignedIn,
} from './page.ts';
export { LOOK_COOKIE, type Look, readLook } from './shell/look.ts';
export { firstPage } from './shell/places.ts';
export { refusalPage } from './shell/refusal.tsx';
export { type Assets, renderShell, type Seat, type ShellInput } from './shell/shell.tsx';
export { signInPage } from './shell/sign-in.tsx';

/** Every page of the program, for app to mount. */
export const pages: readonly Page[] = [
  page(peoplePage),
  page(personPage),
  page(accessPage),
  page(linksPage),
  page(identityPage),
  page(mePage),
  page(myAccessPage),
  page(measuresPage),
  page(measurePage),
  page(lackingPage),
  page(agreementsPage),
  page(agreementPage),
  page(signPage),
  page(suspendPage),
  page(resumePage),
  page(proposePage),
  page(explainPage),
  page(lookPage),
];
