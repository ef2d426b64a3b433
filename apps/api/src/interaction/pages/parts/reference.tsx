import type { PageContext } from '../page-context';

/** A reference to read out or copy, and its time (epoch milliseconds) in UTC. */
export function Reference({ context, reference, at }: { context: PageContext; reference?: string; at: number }) {
  const words = context.locale.messages.error;
  const format = new Intl.DateTimeFormat(context.locale.tag, {
    dateStyle: 'medium',
    timeStyle: 'long',
    timeZone: 'UTC',
  });
  return (
    <dl class="reference">
      {reference === undefined ? null : (
        <div>
          <dt>{words.reference}</dt>
          <dd>
            <code dir="ltr">{reference}</code>
            <button
              type="button"
              class="copy"
              data-copy={reference}
              data-copied={words.copied}
              aria-live="polite"
              hidden
            >
              {words.copy}
            </button>
          </dd>
        </div>
      )}
      <div>
        <dt>{words.time}</dt>
        <dd>
          <time datetime={new Date(at).toISOString()}>{format.format(at)}</time>
        </dd>
      </div>
    </dl>
  );
}
