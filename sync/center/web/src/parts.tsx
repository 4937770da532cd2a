import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { call } from "./api";
import { problemText } from "./format";
import { said, t } from "./words";

export function Card(props: { title?: string; class?: string; children: ComponentChildren; aside?: ComponentChildren }) {
  return (
    <section class={`card ${props.class ?? ""}`}>
      {props.title && (
        <header class="card-head">
          <h2>{props.title}</h2>
          {props.aside}
        </header>
      )}
      {props.children}
    </section>
  );
}

const tones: Record<string, string> = {
  accepted: "done",
  on_time: "done",
  working: "done",
  in_review: "info",
  awaiting_payment: "notice",
  registered: "info",
  unseen: "plain",
  no_window: "plain",
  refused: "attention",
  duplicate: "attention",
  at_risk: "attention",
  late: "attention",
  disputed: "attention",
  revoked: "plain",
  withdrawn: "plain",
};

export function Pill({ word, text }: { word: string; text?: string }) {
  return <span class={`pill ${tones[word] ?? "plain"}`}>{text ?? said("", word)}</span>;
}

export function Note({ tone, children }: { tone: "attention" | "done" | "info"; children: ComponentChildren }) {
  return (
    <p class={`note ${tone}`} role={tone === "attention" ? "alert" : "status"}>
      {children}
    </p>
  );
}

/** What stands in place of an answer that is not there yet: the trouble, or, when it takes long, that it is read. */
export function Awaited({ problem }: { problem: string }) {
  return problem ? (
    <Note tone="attention">{problem}</Note>
  ) : (
    <p class="loading" role="status">
      {t("loading")}
    </p>
  );
}

export function Empty({ title, more }: { title: string; more?: string }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {more && <p>{more}</p>}
    </div>
  );
}

/** A dialog of the browser's own: it keeps the focus and closes with Escape. */
export function Dialog(props: { title: string; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      onClose={props.onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
      aria-label={props.title}
    >
      <div class="dialog-body">
        <header class="card-head">
          <h2>{props.title}</h2>
          <button class="quiet" onClick={() => dialog.current?.close()}>
            {t("close")}
          </button>
        </header>
        {props.children}
      </div>
    </dialog>
  );
}

/** What the center says at an address; asked again every `every` seconds, quietly. */
export function useAsked<T>(path: string | null, every = 0) {
  const [value, setValue] = useState<T | null>(null);
  const [problem, setProblem] = useState("");
  const latest = useRef(path);
  latest.current = path;
  const ask = useCallback(
    async (background: boolean) => {
      if (path === null) return;
      try {
        const answer = await call<T>(path, { background });
        if (latest.current !== path) return;
        setValue(answer);
        setProblem("");
      } catch (error) {
        if (latest.current === path) setProblem(problemText(error));
      }
    },
    [path],
  );
  useEffect(() => {
    setValue(null);
    void ask(false);
    if (every === 0) return;
    const timer = setInterval(() => document.visibilityState === "visible" && void ask(true), every * 1000);
    return () => clearInterval(timer);
  }, [ask, every]);
  return { value, problem, again: () => ask(false) };
}

export function Field(props: { label: string; children: ComponentChildren }) {
  return (
    <label class="field">
      <span>{props.label}</span>
      {props.children}
    </label>
  );
}

export function Facts({ rows }: { rows: [string, ComponentChildren][] }) {
  return (
    <dl class="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The same rows as either kind of file. `main`: what the page is for. */
export function Downloads({ address, main }: { address: (kind: string) => string; main?: boolean }) {
  return (
    <>
      <a class={main ? "button action" : "button"} href={address("xlsx")} download>
        {t("download_xlsx")}
      </a>
      <a class="button" href={address("csv")} download>
        {t("download_csv")}
      </a>
    </>
  );
}
