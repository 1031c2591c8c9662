import type { ComponentChildren } from 'preact';

export type Tone = 'better' | 'concern' | 'danger' | 'done' | 'quiet' | 'wait';

// Never colour alone: each tone has a shape, and every tag its words.
const SHAPES: Readonly<Record<Tone, string>> = {
  better: '▲',
  concern: '▼',
  danger: '!',
  done: '✓',
  quiet: '●',
  wait: '○',
};

export function Tag(props: { readonly tone: Tone; readonly shape?: string; readonly children: ComponentChildren }) {
  const { tone, shape = SHAPES[tone], children } = props;
  return (
    <span class={`tag ${tone}`}>
      <span class="shape" aria-hidden="true">
        {shape}
      </span>
      <span>{children}</span>
    </span>
  );
}
