import { useState } from "preact/hooks";
import type { AuditRow } from "../api";
import { full } from "../format";
import { Card, Note, useAsked } from "../parts";
import { said, t } from "../words";

/** The center writes plain words and counts; here they are said. */
function subjectOf(row: AuditRow): string {
  const parts = row.subject.split(" ");
  switch (row.action) {
    case "claims_imported":
      return t("audit_loaded", parts[0] ?? "", parts[2] ?? "");
    case "exported":
    case "claims_exported": {
      const [kind = "", station = "", state = "", rows = ""] = parts;
      const where = station === "*" ? t("all_stations") : station;
      return [kind.toUpperCase(), where, state === "*" ? t("all") : said("", state), t("audit_rows", rows)].join(" · ");
    }
    case "review_accepted":
    case "review_refused":
      return `${parts[0]?.slice(0, 12)} · ${said("r_", parts[1] ?? "")}`;
    case "enrollment_opened":
      return row.subject.slice(0, 12);
    default:
      return row.subject;
  }
}

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
                <td title={row.subject}>{subjectOf(row)}</td>
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
