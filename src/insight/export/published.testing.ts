import { type Element, readXml } from '#testing/xml';

/**
 * What a document breaks of the rules by which ADX is validated: those of the XML schema that the profile's own stylesheet
 * (dsd2adx.xsl, normative) derives from a data structure definition, whose code lists are given; and that no data is told twice.
 * https://www.ihe.net/uploadedFiles/Documents/QRPH/IHE_QRPH_Suppl_ADX.pdf
 */
export function adxFaults(text: string, codes: Codes): readonly string[] {
  const adx = readXml(text);
  const faults = [
    ...unless(
      adx.name === 'adx' && adx.attributes['xmlns'] === 'urn:ihe:qrph:adx:2015',
      'the root is adx of its namespace',
    ),
    ...unless(DATE_TIME.test(adx.attributes['exported'] ?? ''), 'exported is a date and time'),
    ...unless(adx.children.length > 0 && adx.children.every(({ name }) => name === 'group'), 'groups, at least one'),
  ];
  const groups = adx.children.map(({ attributes: a }) => `${a['dataSet']} ${a['orgUnit']} ${a['period']}`);
  return [
    ...faults,
    ...unless(isOnce(groups), 'a group once'),
    ...adx.children.flatMap((one) => groupFaults(one, codes)),
  ];
}

/** Code lists of the data structure definition: data elements, and the options of every inner dimension. */
export type Codes = {
  readonly elements: readonly string[];
  readonly dimensions: Readonly<Record<string, readonly string[]>>;
};

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;
/** TimeRangeType of SDMX 2.1. */
const TIME_RANGE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?\/P(?=\d|T)(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$/;
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;
/** IDType of SDMX 2.1: what a code is made of. */
const CODE = /^[A-Za-z0-9_@$-]+$/;

function groupFaults({ attributes, children }: Element, codes: Codes): readonly string[] {
  const data = children.map((one) => keyOf(one.attributes));
  return [
    ...unless(CODE.test(attributes['orgUnit'] ?? ''), 'orgUnit is a code'),
    ...unless(TIME_RANGE.test(attributes['period'] ?? ''), 'period is a range of time'),
    ...unless(children.length > 0 && children.every(({ name }) => name === 'dataValue'), 'data values, at least one'),
    ...unless(isOnce(data), 'a value is told once'),
    ...children.flatMap((one) => valueFaults(one, codes)),
  ];
}

function valueFaults({ attributes, children }: Element, { elements, dimensions }: Codes): readonly string[] {
  const { dataElement = '', value = '', ...apart } = attributes;
  const odd = Object.entries(apart).filter(([name, code]) => !dimensions[name]?.includes(code) || !CODE.test(code));
  return [
    ...unless(elements.includes(dataElement) && CODE.test(dataElement), `'${dataElement}' is a data element`),
    ...unless(DECIMAL.test(value), `'${value}' is a decimal`),
    ...odd.map(([name, code]) => `'${code}' is an option of ${name}`),
    ...unless(
      children.every(({ name }) => name === 'annotation'),
      'nothing inside but an annotation',
    ),
  ];
}

/** The same of what POST /api/dataValueSets of DHIS2 takes, by codes (idScheme=code). */
export function dataValueSetFaults(text: string, codes: Codes): readonly string[] {
  const set = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const values = set['dataValues'] as readonly Readonly<Record<string, string>>[];
  const options = Object.values(codes.dimensions).flat();
  const keys = values.map(keyOf);
  return [
    ...unless(isDhisPeriod(set['period']), 'period has a name in DHIS2'),
    ...unless(isOnce(keys), 'a value is told once'),
    ...values.flatMap((one) => [
      ...Object.keys(one)
        .filter((name) => !['dataElement', 'categoryOptionCombo', 'period', 'orgUnit', 'value'].includes(name))
        .map((name) => `there is no ${name}`),
      ...unless(
        one['period'] === set['period'] && one['orgUnit'] === set['orgUnit'],
        'of the period and place of the set',
      ),
      ...unless(codes.elements.includes(one['dataElement'] ?? ''), `'${one['dataElement']}' is a data element`),
      ...unless((one['dataElement'] ?? '').length <= CODE_LETTERS, 'a code of at most 50 letters'),
      ...unless(!('categoryOptionCombo' in one) || options.includes(one['categoryOptionCombo'] ?? ''), 'an option'),
      // A data element has one category combination: with options, or without.
      ...unless('categoryOptionCombo' in one === /_BY_/.test(one['dataElement'] ?? ''), 'one combination an element'),
      // A mean is a number with a digit behind the point at most, anything else a count.
      ...unless(
        (one['dataElement']?.endsWith('_MEAN') ? /^-?\d+(\.\d)?$/ : /^(0|[1-9]\d*)$/).test(one['value'] ?? ''),
        'a count as text',
      ),
    ]),
  ];
}

const CODE_LETTERS = 50;

function isDhisPeriod(period: unknown): boolean {
  return (
    typeof period === 'string' &&
    /^(\d{4}|\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?|\d{4}(Q[1-4]|S[12]))$/.test(period)
  );
}

function keyOf(value: Readonly<Record<string, string>>): string {
  return JSON.stringify(
    Object.entries(value)
      .filter(([name]) => name !== 'value')
      .sort(),
  );
}

function isOnce(all: readonly string[]): boolean {
  return new Set(all).size === all.length;
}

function unless(holds: boolean, rule: string): readonly string[] {
  return holds ? [] : [rule];
}
