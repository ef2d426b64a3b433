'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useLayoutEffect, useRef, useState } from 'react';
import styles from './data-table.module.css';

export interface VirtualRowsProps {
  readonly count: number;
  readonly columns: number;
  readonly rowId: (index: number) => string;
  /** One row; its element reports its height through `ref`. */
  readonly children: (index: number, ref: Ref<HTMLTableRowElement>) => ReactNode;
}

/** The body of a long table: only the rows around the screen are in the document. */
export function VirtualRows({ count, columns, rowId, children }: VirtualRowsProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  // Where the body begins is known only once it is there.
  useLayoutEffect(() => {
    const { current } = body;
    if (current) setTop(current.getBoundingClientRect().top + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => 45,
    overscan: 12,
    scrollMargin: top,
    getItemKey: rowId,
  });
  const items = virtualizer.getVirtualItems();
  const before = Math.max(0, (items[0]?.start ?? top) - top);
  const after = Math.max(0, virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top));
  return (
    <tbody ref={body}>
      {before > 0 && <Spacer height={before} columns={columns} />}
      {items.map(({ index }) => children(index, virtualizer.measureElement))}
      {after > 0 && <Spacer height={after} columns={columns} />}
    </tbody>
  );
}

/** Stands for the rows that are not in the document. */
function Spacer({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true" className={styles['spacer']}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
