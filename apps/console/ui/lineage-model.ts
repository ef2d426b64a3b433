/** The tree of one approval: sign-in → consent → approval → code → tokens → rotations. Pure; `lineage-tree.tsx` shows it. */
import type { Shape } from './admin-api';
import { deviceName } from './device';
import { revocationReason } from './ending-words';
import { counted, tokenName } from './ledger-words';
import { sessionEnd } from './session-words';

export type LineageToken = Shape<'LineageTokenAnswer'>;
export type LineageFacts = Pick<Shape<'LineageAnswer'>, 'session' | 'consent' | 'family'>;

export interface LineageNode {
  /** Of a token its id. */
  readonly id: string;
  readonly type: 'session' | 'consent' | 'family' | 'token' | 'rotations';
  /** In a few words; type-ahead goes by it. */
  readonly name: string;
  /** Everything that the row shows, for screen readers. */
  readonly description: string;
  readonly children: readonly LineageNode[];
  /** The next of a chain of rotations: shown below its parent, not inside of it. */
  readonly isNext: boolean;
  readonly token?: LineageToken;
  /** When it began to be. */
  readonly at: number;
  readonly state?: string;
  /** A remark that is worth a line of its own. */
  readonly note?: string;
}

/** `12 s`, `3 min`, `5 h`, `9 days`. */
export function span(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** What changed between a token and the one that it was exchanged for. */
export function changesOf(token: LineageToken): string[] {
  return [
    ...(token.rotation_gap === null ? [] : [`${span(token.rotation_gap)} after the one before`]),
    ...(token.ip_changed ? [`another address: ${token.ip ?? 'unknown'}`] : []),
    ...(token.user_agent_changed ? [`another program: ${deviceName(token.user_agent)}`] : []),
  ];
}

/** What Gatehouse does when a copy turns up. */
const ALARMS: readonly string[] = ['refresh_token_reused', 'code_replayed'];

function tokenNode(
  token: LineageToken,
  children: readonly LineageNode[],
  isNext: boolean,
  familyEnd: string,
): LineageNode {
  const name = tokenName(token);
  const reused = token.reused_at === null ? [] : ['presented again after its use'];
  const parts = [name, token.state, ...reused, ...changesOf(token), token.ip ?? '', deviceName(token.user_agent)];
  return {
    id: token.id,
    type: 'token',
    name,
    description: parts.filter(Boolean).join(', '),
    children,
    isNext,
    token,
    at: token.issued_at,
    state: token.state,
    ...(token.reused_at !== null && ALARMS.includes(familyEnd)
      ? { note: 'Gatehouse then revoked the whole approval' }
      : {}),
  };
}

/** Within one exchange: what is used by itself first, what goes on last. */
const ORDER: readonly LineageToken['kind'][] = ['authorization_code', 'access_token', 'id_token', 'refresh_token'];

/**
 * Builds the tree.
 * @param tokens of the family, in order of issue, as far as they were fetched
 */
export function lineageRoots(facts: LineageFacts, tokens: readonly LineageToken[]): readonly LineageNode[] {
  const ids = new Set(tokens.map(({ id }) => id));
  const childrenOf = new Map<string, LineageToken[]>();
  for (const token of tokens) {
    // Whose parent was swept away hangs on the approval.
    const parent = token.parent_id !== null && ids.has(token.parent_id) ? token.parent_id : '';
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), token]);
  }
  const reason = facts.family?.revocation_reason ?? '';
  const below = (parent: LineageToken | undefined): LineageNode[] => {
    const found = childrenOf.get(parent?.id ?? '') ?? [];
    found.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
    return found.map((token, index) => {
      const isNext = parent?.kind === 'refresh_token' && token.kind === 'refresh_token' && index === found.length - 1;
      return tokenNode(token, below(token), isNext, reason);
    });
  };
  return around(facts, below(undefined));
}

/** The sign-in, the consent and the approval, as far as they are known, each around the next. */
function around({ session, consent, family }: LineageFacts, inner: readonly LineageNode[]): readonly LineageNode[] {
  let nodes = inner;
  if (family) {
    const state = family.ended_by === null ? 'active' : family.revoked_at === null ? 'ended' : 'revoked';
    const lives = family.revocation_reason === null ? '' : `: ${revocationReason(family.revocation_reason)}`;
    nodes = [
      {
        id: family.id,
        type: 'family',
        name: 'Approval',
        description: `Approval of ${family.client_id}, ${state}${lives}`,
        children: nodes,
        isNext: false,
        at: family.created_at,
        state,
        note: [
          `${family.client_id}: ${family.scope.join(' ') || 'no scope'}`,
          ...(family.offline ? ['outlives a sign-out'] : []),
          ...(family.revocation_reason === null ? [] : [`revoked: ${revocationReason(family.revocation_reason)}`]),
        ].join(' · '),
      },
    ];
  }
  if (consent) {
    const state = consent.revoked_at === null ? 'live' : 'revoked';
    nodes = [
      {
        id: consent.id,
        type: 'consent',
        name: 'Consent',
        description: `Consent, ${state}`,
        children: nodes,
        isNext: false,
        at: consent.created_at,
        state,
        note: consent.scope.join(' '),
      },
    ];
  }
  if (session) {
    const ended = session.ended_at === null ? '' : `, ended: ${sessionEnd(session.end_reason ?? '')}`;
    const note = [deviceName(session.user_agent), session.ip].filter(Boolean).join(' · ');
    nodes = [
      {
        id: session.id,
        type: 'session',
        name: 'Sign-in',
        description: `Sign-in, ${note}${ended}`,
        children: nodes,
        isNext: false,
        at: session.started_at,
        state: session.ended_at === null ? 'live' : 'ended',
        note: `${note}${ended}`,
      },
    ];
  }
  return nodes;
}

/** Fewer are shown one by one. */
const WORTH_HIDING = 4;

/**
 * Puts long runs of uneventful rotations away: `18 rotations`. The first and the last of a chain, what is alive, what was
 * presented again and what is looked at stay.
 * @param keep ids that have to be seen; @param opened ids of runs that somebody opened
 */
export function collapse(
  nodes: readonly LineageNode[],
  keep: ReadonlySet<string>,
  opened: ReadonlySet<string>,
): readonly LineageNode[] {
  return nodes.map((node) => {
    const next = nextOf(node);
    const run = next ? runFrom(next, keep) : [];
    const first = run[0];
    if (first && run.length >= WORTH_HIDING && !opened.has(`run:${first.id}`)) {
      const rest = nextOf(run.at(-1) as LineageNode);
      const hidden: LineageNode = {
        id: `run:${first.id}`,
        type: 'rotations',
        name: counted(run.length, ['rotation', 'rotations']),
        description: `${counted(run.length, ['rotation', 'rotations'])}, hidden. Press Enter to show them`,
        children: rest ? collapse([{ ...rest, isNext: true }], keep, opened) : [],
        isNext: true,
        at: first.at,
      };
      const others = node.children.filter((child) => child !== next);
      return { ...node, children: [...collapse(others, keep, opened), hidden] };
    }
    // A run that somebody opened stays open to its end.
    const seen = first && opened.has(`run:${first.id}`) ? new Set([...keep, ...run.map(({ id }) => id)]) : keep;
    return { ...node, children: collapse(node.children, seen, opened) };
  });
}

const nextOf = (node: LineageNode): LineageNode | undefined => node.children.find(({ isNext }) => isNext);

/** From this node on down the chain, as long as nothing is worth seeing; without the last of the chain. */
function runFrom(node: LineageNode, keep: ReadonlySet<string>): LineageNode[] {
  const run: LineageNode[] = [];
  for (let at: LineageNode | undefined = node; at; at = nextOf(at)) {
    const own = [at, ...at.children.filter(({ isNext }) => !isNext)];
    const worthSeeing = own.some(
      ({ id, state, token }) => keep.has(id) || state === 'active' || (token?.reused_at ?? null) !== null,
    );
    if (worthSeeing || !nextOf(at)) break;
    run.push(at);
  }
  return run;
}

/** A node with where it is: what is visible, from the top down. */
export interface Placed {
  readonly node: LineageNode;
  readonly level: number;
  readonly parent: string | undefined;
}

export function visibleNodes(
  nodes: readonly LineageNode[],
  closed: ReadonlySet<string>,
  level = 1,
  parent?: string,
): Placed[] {
  return nodes.flatMap((node) => [
    { node, level, parent },
    ...(closed.has(node.id) ? [] : visibleNodes(node.children, closed, level + 1, node.id)),
  ]);
}

/** Where a key leads from one of the visible nodes; undefined when it leads nowhere. */
export function step(
  visible: readonly Placed[],
  from: string,
  key: string,
  closed: ReadonlySet<string>,
): { readonly focus?: string; readonly toggle?: string } | undefined {
  const index = visible.findIndex(({ node }) => node.id === from);
  const here = visible[index];
  if (!here) return undefined;
  const at = (position: number) => {
    const target = visible[Math.max(0, Math.min(visible.length - 1, position))];
    return target ? { focus: target.node.id } : undefined;
  };
  const isOpen = here.node.children.length > 0 && !closed.has(from);
  switch (key) {
    case 'ArrowDown':
      return at(index + 1);
    case 'ArrowUp':
      return at(index - 1);
    case 'Home':
      return at(0);
    case 'End':
      return at(visible.length - 1);
    case 'ArrowRight':
      if (isOpen) return at(index + 1);
      return here.node.children.length > 0 ? { toggle: from } : undefined;
    case 'ArrowLeft':
      if (isOpen && here.node.type !== 'rotations') return { toggle: from };
      return here.parent === undefined ? undefined : { focus: here.parent };
    default:
      return undefined;
  }
}

/** The next visible node whose name begins with what was typed; after one letter the search begins behind the current one. */
export function typeAhead(visible: readonly Placed[], from: string, typed: string): string | undefined {
  const index = visible.findIndex(({ node }) => node.id === from);
  const start = typed.length === 1 ? index + 1 : index;
  const round = [...visible.slice(start), ...visible.slice(0, start)];
  return round.find(({ node }) => node.name.toLowerCase().startsWith(typed.toLowerCase()))?.node.id;
}
