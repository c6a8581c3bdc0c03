/** A reader seen from above and a hand that comes, stays and leaves: what to do, without words. */
import type { ReactElement } from "react";
import { useText } from "#renderer/language/use-text.ts";
import { Badge } from "./tap-drawing-badge.tsx";
import { Arrow, Card, Cloud, FormerChip, Hand, Phone, Reader, Tear } from "./tap-drawing-parts.tsx";
import classes from "./tap-drawing.module.css";
import { type ReaderForm, type TapPicture, pictureNames } from "./tap-picture.ts";

/** What is drawn. */
export interface TapDrawingProps {
  readonly picture: TapPicture;
  readonly form: ReaderForm;
}

/** What lies on the reader or stands beside it, below the hand. */
const Below = ({ picture }: Pick<TapDrawingProps, "picture">): ReactElement | null => {
  switch (picture) {
    case "unsupported":
    case "several":
      return <Card />;
    case "phone":
      return <Phone />;
    case "other":
      return <FormerChip />;
    default:
      return null;
  }
};

/** What is drawn over the hand. */
const Above = ({ picture }: Pick<TapDrawingProps, "picture">): ReactElement | null => {
  switch (picture) {
    case "slow":
    case "checking":
      return <Cloud mood="thinking" />;
    case "unknown":
      return <Cloud mood="asking" />;
    case "service":
      return <Cloud mood="broken" />;
    case "lift":
      return <Arrow isBack={false} />;
    case "torn":
      return (
        <>
          <Tear />
          <Arrow isBack />
        </>
      );
    default:
      return null;
  }
};

/** The drawing. Its name says what it shows; the words beside it say what to do. */
export const TapDrawing = ({ picture, form }: TapDrawingProps): ReactElement => {
  const t = useText();
  return (
    <svg
      className={classes["drawing"]}
      viewBox="0 0 340 320"
      role="img"
      aria-label={t(pictureNames[picture])}
      data-picture={picture}
      data-form={form}
    >
      <Reader form={form} />
      <Below picture={picture} />
      <g className={classes["hand"]}>
        <Hand />
      </g>
      <Above picture={picture} />
      <Badge picture={picture} />
    </svg>
  );
};
