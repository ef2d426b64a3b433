'use client';
import { Radio } from '@mantine/core';
import type { Api } from './api-context';
import styles from './apis.module.css';

export type AccessTokenFormat = Api['access_token_format'];

const FORMATS: readonly { readonly value: AccessTokenFormat; readonly label: string; readonly description: string }[] =
  [
    {
      value: 'jwt',
      label: 'JWT',
      description:
        'The API checks the signature by itself, without asking Gatehouse. After a revocation it goes on accepting a token until it expires, unless it asks for introspection or follows the revocation feed (then within two seconds).',
    },
    {
      value: 'opaque',
      label: 'Opaque',
      description:
        'The token says nothing by itself: the API asks Gatehouse at the introspection endpoint. A revocation counts at once, everywhere, and each use costs a request.',
    },
  ];

/** How access tokens for an API look, and what that means for revocation. */
export function FormatChoice({
  format,
  onChange,
}: {
  readonly format: AccessTokenFormat;
  readonly onChange: (format: AccessTokenFormat) => void;
}) {
  return (
    <Radio.Group
      label="Access token format"
      value={format}
      onChange={(chosen) => onChange(chosen as AccessTokenFormat)}
    >
      <div className={styles['group']}>
        {FORMATS.map(({ value, label, description }) => (
          <Radio key={value} value={value} label={label} description={description} />
        ))}
      </div>
    </Radio.Group>
  );
}
