import { readFileSync } from 'node:fs';

/** The hazard log of docs/safety: the shape of hazards.json, and the page that people read. */
export type Hazard = {
  readonly id: string;
  readonly hazard: string;
  readonly causes: readonly string[];
  readonly effect: string;
  readonly initial: Risk;
  readonly residual: Risk;
  readonly controls: readonly Control[];
  readonly leftToTheDeployment: readonly string[];
};

export type Risk = { readonly severity: Severity; readonly likelihood: Likelihood };

export type Control = {
  readonly control: string;
  readonly where: string;
  readonly shownBy: readonly { readonly file: string; readonly test: string }[];
};

const LIKELIHOODS = ['very-low', 'low', 'medium', 'high', 'very-high'] as const;
type Likelihood = (typeof LIKELIHOODS)[number];

/** Risk by severity, in the order of the likelihoods: the matrix of docs/safety/README.md. */
const MATRIX = {
  catastrophic: [3, 4, 4, 5, 5],
  major: [2, 3, 3, 4, 5],
  considerable: [2, 2, 3, 3, 4],
  significant: [1, 2, 2, 3, 3],
  minor: [1, 1, 2, 2, 3],
} as const;
type Severity = keyof typeof MATRIX;

export const LOG = 'docs/safety/hazards.json';
export const PAGE = 'docs/safety/hazard-log.md';

export function hazards(): readonly Hazard[] {
  return (JSON.parse(readFileSync(LOG, 'utf8')) as { readonly hazards: readonly Hazard[] }).hazards;
}

/** 1 (acceptable) to 5 (not acceptable). */
export function riskOf({ severity, likelihood }: Risk): number {
  const risk = MATRIX[severity]?.[LIKELIHOODS.indexOf(likelihood)];
  if (risk === undefined) throw new Error(`no risk is ${severity} and ${likelihood}`);
  return risk;
}

export function page(all: readonly Hazard[]): string {
  const head = '# Hazard log\n\nWritten from hazards.json by `npm run safety:write`.\n\n';
  const table = all.map((one) => `| [${one.id}](#${anchor(one)}) | ${one.hazard} | ${risk(one)} |`).join('\n');
  return `${head}| id | hazard | risk before and after the controls |\n|---|---|---|\n${table}\n\n${all.map(section).join('\n')}`;
}

function section(one: Hazard): string {
  const controls = one.controls.map(
    ({ control, where, shownBy }) =>
      `- ${control} (\`${where}\`). Shown by:\n${shownBy.map(({ file, test }) => `  - ${test} (\`${file}\`)`).join('\n')}`,
  );
  const left = one.leftToTheDeployment.length > 0 ? one.leftToTheDeployment.join('. ') : 'nothing beyond the whole';
  return `## ${one.id} ${one.hazard}\n\nCauses: ${one.causes.join('; ')}.  \nEffect: ${one.effect}.  \nRisk: ${risk(one)}.

${controls.join('\n')}

Left to the deployment: ${left}.
`;
}

function risk({ initial, residual }: Hazard): string {
  const words = (one: Risk): string => `${riskOf(one)} (${one.severity}, ${one.likelihood})`;
  return `${words(initial)}, then ${words(residual)}`;
}

function anchor({ id, hazard }: Hazard): string {
  return `${id} ${hazard}`
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
