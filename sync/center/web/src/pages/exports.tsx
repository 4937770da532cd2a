import { useState } from "preact/hooks";
import { useAround } from "../app";
import { Card, Field } from "../parts";
import { StateSelect, StationSelect } from "../selects";
import { currentLanguage, t } from "../words";

export function ExportsPage() {
  const { session } = useAround();
  const [station, setStation] = useState(session.operator.station);
  const [state, setState] = useState("");
  const query = new URLSearchParams({ lang: currentLanguage() });
  if (station) query.set("station", station);
  if (state) query.set("state", state);
  const address = (kind: string) => `/ops/v1/exports/enrollments.${kind}?${query}`;
  return (
    <Card title={t("export_title")} class="narrow">
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
        <a class="button action" href={address("xlsx")} download>
          {t("download_xlsx")}
        </a>
        <a class="button" href={address("csv")} download>
          {t("download_csv")}
        </a>
      </div>
    </Card>
  );
}
