/** Work is worth a word only when it takes longer than a moment. */
import { useEffect, useState } from "react";

/** Work shorter than this is not mentioned. */
const momentMs = 300;

/** True once `isBusy` has lasted for more than a moment. */
export const useLate = (isBusy: boolean): boolean => {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    if (!isBusy) return undefined;
    const timer = setTimeout(() => setIsLate(true), momentMs);
    return () => {
      clearTimeout(timer);
      setIsLate(false);
    };
  }, [isBusy]);
  return isBusy && isLate;
};
