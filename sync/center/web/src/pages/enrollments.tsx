import { useState } from "preact/hooks";
import type { Line } from "../api";
import { useAround } from "../around";
import { full, shortName, yuan } from "../format";
import { Awaited, Card, Dialog, Empty, Note, Pill, useAsked } from "../parts";
import { Summary, Whole } from "../record";
import { said, t } from "../words";
import { StationSelect, StateSelect } from "../selects";

export function EnrollmentsPage() {
  const { session } = useAround();
  const [station, setStation] = useState(session.operator.station);
  const [state, setState] = useState("");
  const [slip, setSlip] = useState("");
  const [wanted, setWanted] = useState("");
  const [place, setPlace] = useState("");
  const [open, setOpen] = useState<Line | null>(null);
  const query = new URLSearchParams();
  if (wanted) query.set("slip", wanted);
  else {
    if (station) query.set("station", station);
    if (state) query.set("state", state);
    if (place) query.set("after", place);
  }
  const { value, problem } = useAsked<{ rows: Line[]; more: string | null }>(`enrollments?${query}`);
  const narrow = (change: () => void) => {
    change();
    setPlace("");
    setWanted("");
    setSlip("");
  };
  return (
    <>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          setWanted(slip.trim().toUpperCase());
        }}
      >
        <input
          class="search"
          type="search"
          value={slip}
          placeholder={t("find_slip")}
          aria-label={t("find_slip")}
          onInput={(event) => {
            setSlip(event.currentTarget.value);
            if (!event.currentTarget.value) setWanted("");
          }}
        />
        <button class="action">{t("find")}</button>
        <StationSelect value={station} onChange={(next) => narrow(() => setStation(next))} />
        <StateSelect value={state} onChange={(next) => narrow(() => setState(next))} />
      </form>
      {problem && <Note tone="attention">{problem}</Note>}
      <Card class="table-card">
        {!value ? (
          <Awaited problem="" />
        ) : value.rows.length === 0 ? (
          <Empty title={t("nothing_found")} />
        ) : (
          <table>
            <thead>
              <tr>
                <th>{t("slip")}</th>
                <th>{t("name")}</th>
                <th>{t("station")}</th>
                <th>{t("plan")}</th>
                <th class="right">{t("fee")}</th>
                <th>{t("state")}</th>
                <th>{t("reason")}</th>
                <th>{t("decided")}</th>
              </tr>
            </thead>
            <tbody>
              {value.rows.map((line) => (
                <tr key={line.record}>
                  <td class="figures">
                    <button class="link" onClick={() => setOpen(line)}>
                      {line.slip ?? line.record.slice(0, 8)}
                    </button>
                  </td>
                  <td>{line.name ? `${line.name} · ${line.tail}` : "—"}</td>
                  <td>{shortName(line.station_name)}</td>
                  <td>{line.plan}</td>
                  <td class="figures right">{line.fee === undefined ? "—" : yuan(line.fee)}</td>
                  <td>
                    <Pill word={line.state} />
                  </td>
                  <td class="soft">{line.reason && said("r_", line.reason)}</td>
                  <td class="figures">{full(line.decided)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
      <div class="buttons">
        {place && <button onClick={() => setPlace("")}>{t("first_page")}</button>}
        {value?.more && <button onClick={() => setPlace(value.more!)}>{t("next_page")}</button>}
      </div>
      {open && (
        <Dialog title={open.slip ?? t("enrollments")} onClose={() => setOpen(null)}>
          <Summary line={open} />
          <Whole line={open} />
        </Dialog>
      )}
    </>
  );
}
