'use client';
import { useEffect, useState } from 'react';

const QUIET = 180;

/** The value once it has stopped changing for a moment: rules are read after typing, not during it. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), QUIET);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
