import { useState } from "preact/hooks";
import { useAround } from "../around";
import { count, shortName } from "../format";
import { Awaited, Card, Downloads, Empty, Field, useAsked } from "../parts";
import { StateSelect, StationSelect, states } from "../selects";
import { currentLanguage, said, t } from "../words";

export function ExportsPage() {
  const { session } = useAround();
  const [station, setStation] = useState(session.operator.station);
  const [state, setState] = useState("");
  const query = new URLSearchParams({ lang: currentLanguage() });
  if (station) query.set("station", station);
  if (state) query.set("state", state);
  const address = (kind: string) => `/ops/v1/exports/enrollments.${kind}?${query}`;
  return (
    <div class="export-grid">
      <Card title={t("export_title")}>
        <p class="soft">{t("export_lead")}</p>
        <div class="fields">
          <Field label={t("station")}>
            <StationSelect value={station} onChange={setStation} />
          </Field>
          <Field label={t("state")}>
            <StateSelect value={state} onChange={setState} />
          </Field>
        </div>
        <div class="buttons">
          <Downloads address={address} main />
        </div>
      </Card>
      <ByStation />
    </div>
  );
}

interface Counted {
  station: string;
  name: string;
  states: Record<string, number>;
}

const sum = (values: number[]): number => values.reduce((all, value) => all + value, 0);

function ByStation() {
  const { value, problem } = useAsked<{ rows: Counted[] }>("summary");
  if (!value) return <Awaited problem={problem} />;
  return (
    <Card title={t("by_station")} class="table-card">
      {value.rows.length === 0 ? (
        <Empty title={t("nothing_found")} />
      ) : (
        <table>
          <thead>
            <tr>
              <th>{t("station")}</th>
              {states.map((state) => (
                <th key={state} class="right">
                  {said("", state)}
                </th>
              ))}
              <th class="right">{t("total")}</th>
            </tr>
          </thead>
          <tbody>
            {value.rows.map((row) => (
              <tr key={row.station}>
                <td>
                  {shortName(row.name)} {row.name !== row.station && <span class="soft">{row.station}</span>}
                </td>
                {states.map((state) => (
                  <td key={state} class="figures right">
                    {count(row.states[state] ?? 0)}
                  </td>
                ))}
                <td class="figures right">{count(sum(Object.values(row.states)))}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{t("total")}</td>
              {states.map((state) => (
                <td key={state} class="figures right">
                  {count(sum(value.rows.map((row) => row.states[state] ?? 0)))}
                </td>
              ))}
              <td class="figures right">{count(sum(value.rows.flatMap((row) => Object.values(row.states))))}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </Card>
  );
}
