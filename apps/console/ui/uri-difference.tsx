import type { DifferenceSegment } from '@gatehouse/client-rules';
import styles from './uri-difference.module.css';

export interface UriDifferenceProps {
  readonly segments: readonly DifferenceSegment[];
}

/** The registered URI above the one that was sent, letter for letter; what differs is marked in both. */
export function UriDifference({ segments }: UriDifferenceProps) {
  return (
    <dl className={styles['difference']}>
      <div>
        <dt>Registered</dt>
        <dd>
          <Marked segments={segments} leaveOut="received" />
        </dd>
      </div>
      <div>
        <dt>Sent</dt>
        <dd>
          <Marked segments={segments} leaveOut="expected" />
        </dd>
      </div>
    </dl>
  );
}

function Marked({
  segments,
  leaveOut,
}: {
  readonly segments: readonly DifferenceSegment[];
  readonly leaveOut: DifferenceSegment['kind'];
}) {
  return (
    <code dir="ltr">
      {segments
        .filter(({ kind }) => kind !== leaveOut)
        .map(({ kind, text }, index) => {
          if (kind === 'equal') return <span key={index}>{text}</span>;
          return kind === 'expected' ? <del key={index}>{text}</del> : <ins key={index}>{text}</ins>;
        })}
    </code>
  );
}
