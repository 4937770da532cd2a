// Yes or no to the one question that is asked of an enrollment or a claim.
import { useState } from "preact/hooks";
import { call } from "./api";
import { useAround } from "./around";
import { problemText } from "./format";
import { Field, Note } from "./parts";
import { said, t } from "./words";

export function Decide(props: {
  path: string;
  name: string;
  judgeable: boolean;
  refusals: string[];
  onBegun?: () => void;
  onDecided: (text: string) => Promise<void>;
}) {
  const { judgeable, refusals, onBegun, onDecided } = props;
  const { may } = useAround();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState(refusals[0]!);
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  if (!may("decide")) return <p class="soft">{t("only_district")}</p>;
  const send = async (verdict: "accept" | "refuse") => {
    setBusy(true);
    try {
      await call(props.path, {
        method: "POST",
        json: verdict === "accept" ? { verdict, note } : { verdict, reason, note },
      });
      await onDecided(`${props.name} ${t(verdict === "accept" ? "decided_accept" : "decided_refuse")}`);
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="decide">
      {problem && <Note tone="attention">{problem}</Note>}
      {!judgeable && <Note tone="info">{t("not_acceptable")}</Note>}
      {refusing && (
        <div class="fields">
          <Field label={t("refusal_reason")}>
            <select value={reason} onChange={(event) => setReason(event.currentTarget.value)}>
              {refusals.map((word) => (
                <option key={word} value={word}>
                  {said("r_", word)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t("note_to_station")}>
            <input value={note} maxlength={60} onInput={(event) => setNote(event.currentTarget.value)} autofocus />
          </Field>
        </div>
      )}
      <div class="buttons">
        {refusing ? (
          <>
            <button class="action" disabled={busy} onClick={() => void send("refuse")}>
              {t("refuse_sure")}
            </button>
            <button onClick={() => setRefusing(false)}>{t("close")}</button>
          </>
        ) : (
          <>
            <button class="action" disabled={busy || !judgeable} onClick={() => void send("accept")}>
              {t("accept")}
            </button>
            <button
              disabled={busy}
              onClick={() => {
                onBegun?.();
                setRefusing(true);
              }}
            >
              {t("refuse")}…
            </button>
          </>
        )}
      </div>
    </div>
  );
}
