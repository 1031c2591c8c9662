/** An app that can be opened from the page of a person. */
export type AppToOpen = { readonly id: string; readonly name: string };

/** Opens an app for the person on this page. Nothing is given before the app has asked and the answer was yes. */
export function OpenApps({ apps, person }: { readonly apps: readonly AppToOpen[]; readonly person: string }) {
  if (apps.length === 0) return null;
  return (
    <details class="open-apps">
      <summary>Open app</summary>
      <ul class="item-list">
        {apps.map(({ id, name }) => (
          <li key={id}>
            <a href={`/apps/open/${encodeURIComponent(id)}?person=${encodeURIComponent(person)}`}>
              <bdi>{name}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
