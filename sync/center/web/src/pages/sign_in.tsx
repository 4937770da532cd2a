import { useState } from "preact/hooks";
import { type Session, call } from "../api";
import { problemText } from "../format";
import { Field, Note } from "../parts";
import { t } from "../words";

export function SignIn(props: { wasOut: boolean; onSession: (session: Session) => void; onLanguage: () => void }) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    setBusy(true);
    try {
      props.onSession(
        await call<Session>("session", {
          method: "POST",
          json: { id: String(data.get("id")).trim(), password: String(data.get("password")) },
        }),
      );
    } catch (error) {
      setProblem(problemText(error));
      form.querySelector<HTMLInputElement>("input[name=password]")?.select();
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="sign-in">
      <form class="card" onSubmit={(event) => void submit(event)}>
        <img src="/icon.svg" alt="" class="mark large" />
        <h1>{t("title")}</h1>
        <p class="soft">{t("sign_in_lead")}</p>
        {props.wasOut && !problem && <Note tone="info">{t("signed_out")}</Note>}
        {problem && <Note tone="attention">{problem}</Note>}
        <Field label={t("account")}>
          <input name="id" autocomplete="username" autofocus required maxlength={40} />
        </Field>
        <Field label={t("password")}>
          <input name="password" type="password" autocomplete="current-password" required maxlength={128} />
        </Field>
        <button class="action wide" disabled={busy}>
          {t("sign_in")}
        </button>
        <button type="button" class="quiet" onClick={props.onLanguage} aria-label={t("language_label")}>
          {t("language")}
        </button>
      </form>
    </main>
  );
}
