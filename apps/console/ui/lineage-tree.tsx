'use client';
/**
 * Where a token comes from and what came of it, as a tree that is walked with the keyboard: arrows, Home, End, the first
 * letters of a name, Enter to choose. A chain of rotations runs down the page instead of to the right.
 */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Badge, StateBadge } from './badge';
import { deviceName } from './device';
import {
  changesOf,
  collapse,
  type LineageNode,
  type LineageToken,
  lineageRoots,
  type LineageFacts,
  step,
  typeAhead,
  visibleNodes,
} from './lineage-model';
import styles from './lineage-tree.module.css';
import { Time } from './time';

export interface LineageTreeProps {
  readonly facts: LineageFacts;
  /** Of the family, in order of issue. */
  readonly tokens: readonly LineageToken[];
  /** The token that the page is about. */
  readonly currentId: string;
  readonly selectedId: string;
  readonly onSelect: (node: LineageNode) => void;
}

/** Letters that come later than this begin a new word. */
const TYPING_PAUSE = 700;

export function LineageTree({ facts, tokens, currentId, selectedId, onSelect }: LineageTreeProps) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState(selectedId);
  const element = useRef<HTMLUListElement>(null);
  const typed = useRef({ text: '', at: 0 });
  const id = useId();
  const roots = useMemo(() => lineageRoots(facts, tokens), [facts, tokens]);
  const keep = useMemo(() => new Set([currentId, selectedId]), [currentId, selectedId]);
  const shown = useMemo(() => collapse(roots, keep, opened), [roots, keep, opened]);
  const visible = useMemo(() => visibleNodes(shown, closed), [shown, closed]);
  // The one that can be reached with Tab has to exist.
  const entry = visible.some(({ node }) => node.id === focused) ? focused : (visible[0]?.node.id ?? '');

  const focusOn = (target: string) => {
    setFocused(target);
    element.current?.querySelector<HTMLElement>(`[data-node-id="${CSS.escape(target)}"]`)?.focus();
  };
  // What was hidden exists only after the next paint.
  const revealed = useRef<string>(undefined);
  useEffect(() => {
    if (revealed.current === undefined) return;
    const target = revealed.current;
    revealed.current = undefined;
    element.current?.querySelector<HTMLElement>(`[data-node-id="${CSS.escape(target)}"]`)?.focus();
  }, [opened]);
  const toggle = (target: string) => setClosed((before) => toggled(before, target));
  const choose = (node: LineageNode) => {
    if (node.type !== 'rotations') {
      setFocused(node.id);
      onSelect(node);
      return;
    }
    const first = node.id.slice('run:'.length);
    revealed.current = first;
    setOpened((before) => toggled(before, node.id));
    setFocused(first);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = visible.find(({ node }) => node.id === entry);
    if (!here) return;
    if (event.key === 'Enter' || event.key === ' ' || (event.key === 'ArrowRight' && here.node.type === 'rotations')) {
      event.preventDefault();
      choose(here.node);
      return;
    }
    const leads = step(visible, entry, event.key, closed);
    if (leads) {
      event.preventDefault();
      if (leads.focus !== undefined) focusOn(leads.focus);
      if (leads.toggle !== undefined) toggle(leads.toggle);
      return;
    }
    if (event.key.length !== 1) return;
    const fresh = event.timeStamp - typed.current.at > TYPING_PAUSE;
    typed.current = { text: fresh ? event.key : `${typed.current.text}${event.key}`, at: event.timeStamp };
    const target = typeAhead(visible, entry, typed.current.text);
    if (target !== undefined) focusOn(target);
  };
  const branch: BranchProps = { id, entry, closed, currentId, selectedId, onChoose: choose, onToggle: toggle };
  return (
    <ul ref={element} role="tree" aria-label="Lineage" className={styles['tree']} onKeyDown={onKeyDown}>
      <Branch nodes={shown} level={1} {...branch} />
    </ul>
  );
}

const toggled = (set: ReadonlySet<string>, member: string): ReadonlySet<string> => {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
};

interface BranchProps {
  readonly id: string;
  /** The one node that Tab reaches. */
  readonly entry: string;
  readonly closed: ReadonlySet<string>;
  readonly currentId: string;
  readonly selectedId: string;
  readonly onChoose: (node: LineageNode) => void;
  readonly onToggle: (id: string) => void;
}

function Branch(props: BranchProps & { readonly nodes: readonly LineageNode[]; readonly level: number }) {
  const { nodes, level, ...rest } = props;
  const { entry, closed, currentId, selectedId, onChoose, onToggle } = rest;
  return (
    <>
      {nodes.map((node, index) => {
        const parent = node.children.length > 0;
        const open = parent && !closed.has(node.id);
        const { token } = node;
        return (
          <li
            key={node.id}
            role="treeitem"
            aria-label={node.description}
            aria-level={level}
            aria-setsize={nodes.length}
            aria-posinset={index + 1}
            aria-expanded={parent && node.type !== 'rotations' ? open : undefined}
            aria-selected={node.id === selectedId}
            aria-current={node.id === currentId ? 'true' : undefined}
            tabIndex={node.id === entry ? 0 : -1}
            className={styles['item']}
            data-node-id={node.id}
            data-type={node.type}
            data-kind={token?.kind}
            data-next={node.isNext || undefined}
            data-reused={(token && token.reused_at !== null) || undefined}
          >
            <div className={styles['row']} onClick={() => onChoose(node)}>
              {parent && node.type !== 'rotations' && (
                // The keyboard opens and closes with the arrows.
                <span
                  aria-hidden="true"
                  className={styles['fold']}
                  data-open={open || undefined}
                  onClick={(event) => {
                    event.stopPropagation();
                    onToggle(node.id);
                  }}
                />
              )}
              <NodeText node={node} isCurrent={node.id === currentId} />
            </div>
            {open && (
              <ul role="group" className={styles['group']}>
                <Branch nodes={node.children} level={level + 1} {...rest} />
              </ul>
            )}
          </li>
        );
      })}
    </>
  );
}

function NodeText({ node, isCurrent }: { readonly node: LineageNode; readonly isCurrent: boolean }) {
  const { token, state, note } = node;
  if (node.type === 'rotations') return <span className={styles['run']}>⋮ {node.name}: show</span>;
  const reused = token && token.reused_at !== null;
  const changes = token ? changesOf(token) : [];
  return (
    <span className={styles['text']}>
      <span className={styles['line']}>
        <strong>{node.name}</strong>
        {state && <StateBadge state={state} />}
        {reused && <Badge tone="bad">reused</Badge>}
        {isCurrent && <Badge tone="note">this one</Badge>}
        <Time at={node.at} />
      </span>
      <span className={styles['more']}>
        {token ? (
          <>
            <span>{token.ip ?? 'no address'}</span>
            <span>{deviceName(token.user_agent)}</span>
            {changes.map((change, index) => (
              <span key={change} data-changed={index > 0 || token.rotation_gap === null || undefined}>
                {change}
              </span>
            ))}
          </>
        ) : (
          <span>{note}</span>
        )}
      </span>
      {reused && (
        <span className={styles['reuse']}>
          This copy was presented again <Time at={token.reused_at} full />
          {token.rotated_at !== null && token.reused_at !== null && (
            <>, {gapAfter(token.reused_at - token.rotated_at)} it had been replaced</>
          )}
          . Somebody else may hold it.{note && ` ${note}.`}
        </span>
      )}
    </span>
  );
}

const gapAfter = (milliseconds: number): string =>
  milliseconds < 60_000
    ? `${Math.max(1, Math.round(milliseconds / 1000))} s after`
    : `${Math.round(milliseconds / 60_000)} min after`;
