import { render } from "preact";
import { App } from "./app";
import "./style.css";
import { currentLanguage, setLanguage } from "./words";

setLanguage(currentLanguage());
render(<App />, document.getElementById("app")!);
