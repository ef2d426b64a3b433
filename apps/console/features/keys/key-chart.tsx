'use client';
import { shortKid, stateWord } from './key-words';
import type { Timeline } from './key-timeline';
import styles from './keys.module.css';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const TICKS = 5;

/** The lanes of keys over time. The table below it says the same in words. */
export function KeyChart({ timeline, now }: { readonly timeline: Timeline; readonly now: number }) {
  const { from, to, groups } = timeline;
  const place = (at: number): string => `${((at - from) / (to - from)) * 100}%`;
  const ticks = Array.from({ length: TICKS }, (_, index) => from + ((index + 0.5) * (to - from)) / TICKS);
  const summary = groups
    .map(({ algorithm, lanes }) => `${algorithm}: ${lanes.map(({ key }) => stateWord(key)).join(', then ')}`)
    .join('. ');
  return (
    <figure
      className={styles['chart']}
      role="img"
      aria-label={`Signing keys over time. ${summary}. The table below has the dates.`}
    >
      <div aria-hidden="true">
        {groups.map(({ algorithm, lanes }) => (
          <div key={algorithm} className={styles['group']}>
            <p className={styles['algorithm']}>{algorithm}</p>
            {lanes.map(({ key, segments }) => (
              <div key={key.kid} className={styles['lane']}>
                <code className={styles['kid']} dir="ltr">
                  {shortKid(key.kid)}
                </code>
                <div className={styles['track']}>
                  {segments.map((segment) => (
                    <span
                      key={`${segment.state}${segment.from}`}
                      className={styles['segment']}
                      data-state={segment.state}
                      data-planned={segment.planned || undefined}
                      style={{
                        insetInlineStart: place(segment.from),
                        width: `${((segment.to - segment.from) / (to - from)) * 100}%`,
                      }}
                    >
                      {segment.planned || segment.to - segment.from < (to - from) / 8 ? '' : segment.state}
                    </span>
                  ))}
                  {segments.length === 0 && (
                    <span
                      className={styles['dot']}
                      style={{ insetInlineStart: place(key.activated_at ?? key.created_at) }}
                    />
                  )}
                  {key.revoked_at !== null && (
                    <span className={styles['revoked']} style={{ insetInlineStart: place(key.revoked_at) }} />
                  )}
                  <span className={styles['now']} style={{ insetInlineStart: place(now) }} />
                </div>
              </div>
            ))}
          </div>
        ))}
        <div className={styles['lane']}>
          <span className={styles['kid']} />
          <div className={styles['axis']}>
            {ticks.map((at) => (
              <span key={at} style={{ insetInlineStart: place(at) }}>
                {day.format(at)}
              </span>
            ))}
          </div>
        </div>
        <ul className={styles['legend']}>
          <li data-state="announced">Announced: published, does not sign yet</li>
          <li data-state="active">Active: signs</li>
          <li data-state="retiring">Retiring: published for what it signed</li>
          <li data-state="planned">Striped: stays so, at least until then</li>
        </ul>
      </div>
    </figure>
  );
}
