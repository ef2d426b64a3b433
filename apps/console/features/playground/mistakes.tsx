'use client';
import { Button } from '@mantine/core';
import { Badge } from '../../ui/badge';
import { Card } from '../../ui/form-card';
import { Exchange, Judged } from './exchange';
import styles from './playground.module.css';
import type { Mistake, RunView } from './run-api';
import { MISTAKE_WORDS } from './step-words';

export interface MistakesProps {
  readonly run: RunView;
  readonly busy: boolean;
  readonly onMistake: (mistake: Mistake) => void;
}

/** Wrong requests on purpose, to see what stops them. */
export function Mistakes({ run, busy, onMistake }: MistakesProps) {
  const { mistakes, madeMistakes } = run;
  if (mistakes.length === 0 && madeMistakes.length === 0) return null;
  return (
    <Card
      title="Break it"
      lead="What happens when somebody does it wrong, or means harm? Each is sent for real. More become possible as the run goes on."
    >
      {mistakes.length > 0 && (
        <div className={styles['buttons']}>
          {mistakes.map((mistake) => (
            <Button key={mistake} variant="default" size="xs" onClick={() => onMistake(mistake)} disabled={busy}>
              {MISTAKE_WORDS[mistake]}
            </Button>
          ))}
        </div>
      )}
      {madeMistakes.length > 0 && (
        <ul className={styles['mistakes']} aria-label="Mistakes that were made">
          {madeMistakes.map(({ mistake, what, lesson, refused, exchange, judged }) => (
            <li key={mistake} data-mistake={mistake}>
              <h3>
                {MISTAKE_WORDS[mistake]}{' '}
                <Badge tone={refused ? 'good' : 'doubt'}>{refused ? 'refused' : 'accepted'}</Badge>
              </h3>
              <p>{what}</p>
              {exchange && <Exchange exchange={exchange} what={MISTAKE_WORDS[mistake]} />}
              <Judged facts={judged} />
              <p>{lesson}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
