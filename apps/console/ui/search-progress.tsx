'use client';
/**
 * A search for something rare: the API reads so many rows at a time and says how far it got. Goes on by itself until there
 * is a screenful, shows where it is, and can be stopped; nobody is told "nothing" before everything was looked at.
 */
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import styles from './search-progress.module.css';
import { Time } from './time';
import type { Pages } from './use-pages';

/** What is fetched before the search waits for somebody to scroll. */
const SCREENFUL = 25;

export interface Search<Row> {
  /** For the table: it asks for no more while the search is stopped. */
  readonly pages: Pages<Row>;
  readonly isSearching: boolean;
  readonly isStopped: boolean;
  readonly stop: () => void;
  readonly goOn: () => void;
}

/** @param key changes with the filters: another search begins */
export function useSearch<Row>(pages: Pages<Row>, key: string): Search<Row> {
  const [stoppedFor, setStoppedFor] = useState<string>();
  const isStopped = stoppedFor === key;
  const { rows, hasMore, isFetching, error, loadMore } = pages;
  const wanting = rows.length < SCREENFUL && hasMore && !isStopped && error === null;
  useEffect(() => {
    if (wanting && !isFetching) loadMore();
  }, [wanting, isFetching, loadMore]);
  return {
    pages: isStopped ? { ...pages, hasMore: false } : pages,
    isSearching: wanting && pages.searchedBackTo !== null,
    isStopped: isStopped && hasMore,
    stop: () => setStoppedFor(key),
    goOn: () => setStoppedFor(undefined),
  };
}

/** The strip above the rows. Nothing while there is nothing to tell. */
export function SearchProgress<Row>({ search, what }: { readonly search: Search<Row>; readonly what: string }) {
  const { pages, isSearching, isStopped, stop, goOn } = search;
  if (!isSearching && !isStopped) return null;
  const found = `${pages.rows.length} ${what} found so far.`;
  return (
    <div className={styles['strip']} role="status">
      {isSearching && <progress aria-hidden />}
      <span>
        {isStopped ? 'Stopped.' : 'Searching.'} {found} Everything since{' '}
        {pages.searchedBackTo === null ? 'the start of this page' : <Time at={pages.searchedBackTo} full />} was looked
        at.
      </span>
      {isSearching ? (
        <Button size="xs" variant="default" onClick={stop}>
          Stop searching
        </Button>
      ) : (
        <Button size="xs" variant="default" onClick={goOn}>
          Search further back
        </Button>
      )}
    </div>
  );
}
