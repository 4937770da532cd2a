import { useAround } from "./around";
import { said, t } from "./words";

export const states = ["in_review", "awaiting_payment", "accepted", "refused", "duplicate", "withdrawn"];

export function StationSelect(props: { value: string; onChange: (code: string) => void }) {
  const { fleet, session } = useAround();
  const known = new Map(fleet?.terminals.map((one) => [one.station, one.name]));
  const bound = session.operator.station;
  if (bound && !known.has(bound)) known.set(bound, bound);
  return (
    <select
      aria-label={t("station")}
      value={props.value}
      disabled={bound !== ""}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    >
      <option value="">{t("all_stations")}</option>
      {[...known].map(([code, name]) => (
        <option key={code} value={code}>
          {code} {name === code ? "" : name}
        </option>
      ))}
    </select>
  );
}

export function StateSelect(props: { value: string; onChange: (state: string) => void }) {
  return (
    <select aria-label={t("state")} value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
      <option value="">
        {t("state")}: {t("all")}
      </option>
      {states.map((state) => (
        <option key={state} value={state}>
          {said("", state)}
        </option>
      ))}
    </select>
  );
}
