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

export function Tag({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }) {
  return (
    <span class={`tag ${tone}`}>
      <span class="shape" aria-hidden="true">
        {SHAPES[tone]}
      </span>
      <span>{children}</span>
    </span>
  );
}
