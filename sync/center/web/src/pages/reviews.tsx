import { useState } from "preact/hooks";
import type { Line } from "../api";
import { useAround } from "../around";
import { Decide } from "../decide";
import { shortName, span } from "../format";
import { Awaited, Card, Empty, Note, useAsked } from "../parts";
import { Summary, Whole } from "../record";
import { isWord, said, t } from "../words";

const refusals = [
  "review_refused",
  "bad_id_number",
  "missing_document",
  "wrong_employment",
  "not_union_member",
  "already_enrolled",
  "no_consent",
  "window_closed",
];
/** Without what it rests on, nobody can say yes. */
const unjudgeable = ["unreadable", "unknown_pack", "pack_differs"];

export function ReviewsPage() {
  const { fleet, refresh } = useAround();
  const [place, setPlace] = useState("");
  const { value, problem, again } = useAsked<{ rows: Line[]; more: string | null }>(
    `enrollments?state=in_review${place && `&after=${place}`}`,
    20,
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const [said_, setSaid] = useState("");
  // What was decided here waits for nobody any more, though the center may take a moment to judge it; the same enrollment
  // with another question comes back.
  const [done, setDone] = useState<Line[]>([]);
  const isDone = (row: Line) =>
    done.some((one) => one.record === row.record && one.reason === row.reason && one.decided === row.decided);
  const rows = (value?.rows ?? []).filter((row) => !isDone(row));
  const line = rows.find((row) => row.record === chosen) ?? rows[0];
  const decided = async (which: Line, text: string) => {
    setDone([...done, which]);
    setSaid(text);
    setChosen(null);
    await again();
    await refresh();
  };
  if (!value) return <Awaited problem={problem} />;
  if (!line) {
    return (
      <>
        {said_ && <Note tone="done">{said_}</Note>}
        <Card>
          <Empty title={t("no_reviews")} more={t("no_reviews_more")} />
        </Card>
      </>
    );
  }
  return (
    <>
      {problem && <Note tone="attention">{problem}</Note>}
      {said_ && <Note tone="done">{said_}</Note>}
      <div class="split">
        <Card class="queue">
          <ul class="choices">
            {rows.map((row) => (
              <li key={row.record}>
                <button
                  class="choice"
                  aria-pressed={row.record === line.record}
                  onClick={() => {
                    setChosen(row.record);
                    setSaid("");
                  }}
                >
                  <b>{said("r_", row.reason)}</b>
                  <span>
                    {row.name ?? "—"} · {shortName(row.station_name)} · {row.slip ?? "—"}
                  </span>
                  <span class="soft">{t("waited", span((fleet?.now ?? row.decided) - row.decided))}</span>
                </button>
              </li>
            ))}
          </ul>
          {value.more && (
            <button class="quiet wide" onClick={() => setPlace(value.more!)}>
              {t("next_page")}
            </button>
          )}
        </Card>
        <Card title={said("r_", line.reason)} class="looked-at">
          <p class="advice">{isWord(`v_${line.reason}`) ? said("v_", line.reason) : t("v_other")}</p>
          <Summary line={line} />
          <Whole line={line} />
          <Decide
            key={line.record}
            path={`enrollments/${line.record}/decision`}
            name={line.slip ?? ""}
            judgeable={!unjudgeable.includes(line.reason)}
            refusals={refusals}
            onBegun={() => setChosen(line.record)}
            onDecided={(text) => decided(line, text)}
          />
        </Card>
      </div>
    </>
  );
}
