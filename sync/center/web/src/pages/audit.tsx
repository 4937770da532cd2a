import { useState } from "preact/hooks";
import type { AuditRow } from "../api";
import { full } from "../format";
import { Card, Note, useAsked } from "../parts";
import { said, t } from "../words";

export function AuditPage() {
  const [before, setBefore] = useState(0);
  const { value, problem } = useAsked<{ rows: AuditRow[]; more: boolean }>(`audit${before ? `?before=${before}` : ""}`);
  return (
    <>
      {problem && <Note tone="attention">{problem}</Note>}
      <Card class="table-card">
        <p class="soft">{t("audit_lead")}</p>
        <table>
          <thead>
            <tr>
              <th>{t("when")}</th>
              <th>{t("who")}</th>
              <th>{t("action")}</th>
              <th>{t("subject")}</th>
              <th>{t("from")}</th>
            </tr>
          </thead>
          <tbody>
            {value?.rows.map((row) => (
              <tr key={row.id}>
                <td class="figures">{full(row.at)}</td>
                <td>{row.who}</td>
                <td class={row.action === "sign_in_refused" ? "amber" : ""}>{said("act_", row.action)}</td>
                <td class="mono">{row.subject}</td>
                <td class="figures">{row.from || "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <div class="buttons">
        {before > 0 && <button onClick={() => setBefore(0)}>{t("first_page")}</button>}
        {value?.more && <button onClick={() => setBefore(value.rows.at(-1)!.id)}>{t("next_page")}</button>}
      </div>
    </>
  );
}
