const WORDS =
  '(?:Allergy or intolerance: \\w+\\. Ask the person before you prescribe it or anything like it\\.|An allergy or intolerance whose substance is not named here\\. Ask the person before you prescribe anything new\\.)';
const ALERTS = new RegExp(
  `<section class="alerts"><h2>Before you prescribe</h2>(?:<p class="allergies"><bdi dir="auto">${WORDS}</bdi></p>)+</section>`,
  'g',
);

/**
 * A page without what it may tell of what is hidden: that there is an allergy and to what (src/record/alert). Only these very words are taken out, so
 * that an alert that says more is found as a difference.
 */
export function withoutAlerts(page: string): string {
  return page.replace(ALERTS, '');
}
