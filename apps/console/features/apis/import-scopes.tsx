'use client';
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { api, tagged } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { Badge, type Tone } from '../../ui/badge';
import { Card } from '../../ui/form-card';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { apiHref, useApi, useApiChange } from './api-context';
import styles from './apis.module.css';
import { sentenceProblem } from './consent-text';
import {
  importLines,
  type ImportLine,
  LARGEST_FILE,
  mergedScopes,
  readOpenApi,
  UnusableDocument,
} from './openapi-scopes';

const KINDS: Readonly<Record<ImportLine['kind'], readonly [text: string, tone: Tone]>> = {
  new: ['new', 'good'],
  changed: ['another sentence', 'doubt'],
  same: ['is there already', 'quiet'],
  refused: ['cannot be added', 'bad'],
};

/** Takes scopes over from an OpenAPI document: read in the browser, looked at, then saved in one go. */
export function ImportScopes() {
  const { value: current } = useApi();
  const [lines, setLines] = useState<readonly ImportLine[]>();
  const reading = useMutation({
    mutationFn: async (source: string | File) => {
      if (source instanceof File && source.size > LARGEST_FILE) {
        throw new UnusableDocument('The file is larger than 5 MiB. Cut it down to its securitySchemes.');
      }
      return readOpenApi(typeof source === 'string' ? source : await source.text());
    },
    onSuccess: (declared) => setLines(importLines(declared, current.scopes)),
  });
  if (current.built_in) {
    return (
      <Note title="Nothing can be added here">This API is part of Gatehouse. Its scopes are the same everywhere.</Note>
    );
  }
  if (lines) return <Choice lines={lines} onBack={() => setLines(undefined)} />;
  return <Source error={reading.error} busy={reading.isPending} onSource={reading.mutate} />;
}

function Source({
  error,
  busy,
  onSource,
}: {
  readonly error: Error | null;
  readonly busy: boolean;
  readonly onSource: (source: string | File) => void;
}) {
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') onSource(text);
  };
  return (
    <Card
      title="Import scopes from OpenAPI"
      lead="The scopes of its OAuth 2.0 security schemes are read here in the browser. Nothing else of the document is used or sent."
    >
      <TextInput
        type="file"
        label="OpenAPI or Swagger file"
        accept=".json,.yaml,.yml,application/json,application/yaml"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onSource(file);
        }}
      />
      <form onSubmit={submit} className={styles['stack']}>
        <Textarea
          label="Or paste it"
          dir="ltr"
          spellCheck={false}
          autosize
          minRows={4}
          maxRows={14}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={busy}>
          Read scopes
        </Button>
      </form>
      <ProblemAlert error={error} />
    </Card>
  );
}

function Choice({ lines, onBack }: { readonly lines: readonly ImportLine[]; readonly onBack: () => void }) {
  const { value: current } = useApi();
  const change = useApiChange();
  const router = useRouter();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(lines.filter(({ kind }) => kind === 'new' || kind === 'changed').map(({ name }) => name)),
  );
  const [sentences, setSentences] = useState<Readonly<Record<string, string>>>({});
  const [tried, setTried] = useState(false);
  const sentenceOf = ({ name, description }: ImportLine) => sentences[name] ?? description;
  const picked = lines
    .filter(({ name }) => chosen.has(name))
    .map((line) => ({ name: line.name, description: sentenceOf(line) }));
  const saving = useMutation({
    mutationFn: () =>
      change((params) =>
        tagged(
          api.PATCH('/admin/v1/apis/{api_id}', { body: { scopes: mergedScopes(current.scopes, picked) }, params }),
        ),
      ),
    onSuccess: () => {
      announce(`${picked.length} ${picked.length === 1 ? 'scope was' : 'scopes were'} imported`);
      router.push(apiHref(current.identifier));
    },
  });
  const save = () => {
    setTried(true);
    if (picked.every(({ description }) => sentenceProblem(description) === undefined)) saving.mutate();
  };
  const toggle = (name: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(name)) after.add(name);
      return after;
    });
  return (
    <>
      <Card
        title={`${lines.length} ${lines.length === 1 ? 'scope' : 'scopes'} in the document`}
        lead="Choose what to take over. People read the sentence, so write it for them. Scopes that are not in the document stay."
      >
        <ul className={styles['lines']} aria-label="Scopes in the document">
          {lines.map((line) => {
            const [text, tone] = KINDS[line.kind];
            const mayChoose = line.kind === 'new' || line.kind === 'changed';
            const problem = chosen.has(line.name) ? sentenceProblem(sentenceOf(line)) : undefined;
            return (
              <li key={line.name}>
                <div className={styles['line']}>
                  <Checkbox
                    label={<code dir="ltr">{line.name}</code>}
                    checked={chosen.has(line.name)}
                    disabled={!mayChoose}
                    onChange={() => toggle(line.name)}
                  />
                  <Badge tone={tone}>{text}</Badge>
                </div>
                {mayChoose ? (
                  <TextInput
                    aria-label={`What people read for ${line.name}`}
                    placeholder="One sentence for people, such as: See your orders"
                    value={sentenceOf(line)}
                    onChange={(event) => {
                      const sentence = event.currentTarget.value;
                      setSentences((before) => ({ ...before, [line.name]: sentence }));
                    }}
                    error={tried ? problem : undefined}
                  />
                ) : (
                  <p className={styles['under']}>{line.kind === 'refused' ? line.note : line.description}</p>
                )}
                {line.kind === 'changed' && <p className={styles['under']}>Now: {line.note || 'no sentence'}</p>}
              </li>
            );
          })}
        </ul>
        <ProblemAlert error={saving.error} />
      </Card>
      <div className={styles['bar']}>
        <ActionButton
          needs="clients:write"
          loading={saving.isPending}
          unavailable={picked.length === 0 ? 'Choose at least one scope.' : undefined}
          onClick={save}
        >
          {picked.length === 1 ? 'Import 1 scope' : `Import ${picked.length} scopes`}
        </ActionButton>
        <Button variant="default" onClick={onBack} disabled={saving.isPending}>
          Another document
        </Button>
      </div>
    </>
  );
}
