import type { TieView } from '#governance/contract';

const WIDTH = 640;
const ROW = 36;

/** Partners on both sides and a line for each tie, thicker the stronger; the list above says the same in words. */
export function TieDrawing({ of }: { readonly of: readonly TieView[] }) {
  const names = [...new Map(of.flatMap(({ a, b }) => [a, b]).map((one) => [one.organization, one.name])).entries()];
  const y = (organization: string) => names.findIndex(([one]) => one === organization) * ROW + ROW / 2;
  return (
    <svg
      class="ties"
      viewBox={`0 0 ${WIDTH} ${names.length * ROW}`}
      role="img"
      aria-label="Ties between partners, as listed above"
    >
      {of.map(({ a, b, strength }) => (
        <line
          key={`${a.organization} ${b.organization}`}
          class={`tie-${strength}`}
          x1={210}
          y1={y(a.organization)}
          x2={WIDTH - 210}
          y2={y(b.organization)}
        />
      ))}
      {names.map(([organization, name]) => (
        <g key={organization}>
          <text x={200} y={y(organization) + 5} text-anchor="end" aria-hidden="true">
            {short(name)}
          </text>
          <text x={WIDTH - 200} y={y(organization) + 5} aria-hidden="true">
            {short(name)}
          </text>
        </g>
      ))}
    </svg>
  );
}

function short(name: string): string {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}
