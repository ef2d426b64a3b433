'use client';
import { consentText, visibleText } from './consent-text';
import styles from './apis.module.css';
import type { DeclaredScope } from './openapi-scopes';

export interface ConsentPreviewProps {
  readonly apiName: string;
  readonly scopes: readonly DeclaredScope[];
  /** The one that is being written. */
  readonly draftName?: string;
}

/** This part of the consent page, as people read it. */
export function ConsentPreview({ apiName, scopes, draftName }: ConsentPreviewProps) {
  return (
    <div className={styles['consent']} data-consent-preview>
      <p>It will be able to</p>
      <div>
        <h3 dir="auto">{visibleText(apiName)}</h3>
        <ul>
          {scopes.map((scope) => (
            <li key={scope.name} data-draft={scope.name === draftName || undefined}>
              <svg
                viewBox="0 0 24 24"
                width="15"
                height="15"
                fill="none"
                stroke="currentColor"
                strokeWidth="2.5"
                aria-hidden="true"
              >
                <path d="M5 13l4 4L19 7" />
              </svg>
              <bdi>{consentText(scope)}</bdi>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
