import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

const info = "#1f5e9e";
const soft = "#4a535d";
const past = "#d9b3ae";
const recent = "#b3202c";

/** The width of an element, kept up with. */
function useWidth<T extends HTMLElement>() {
  const box = useRef<T>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return { box, width };
}

/** A line without axes, for a cell of a table. */
export function Spark({ values, label }: { values: number[]; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const key = values.join(",");
  useEffect(() => {
    if (!box.current) return;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const chart = new uPlot(
      {
        width: Math.round(6 * rem),
        height: Math.round(1.75 * rem),
        padding: [3, 2, 3, 2],
        cursor: { show: false },
        legend: { show: false },
        axes: [{ show: false }, { show: false }],
        // Not from zero: a cell has room for how it went, not for how much it was.
        scales: {
          x: { time: false },
          y: { range: (_, low, high) => [low - Math.max(1, (high - low) * 0.15), high + Math.max(1, (high - low) * 0.15)] },
        },
        series: [{}, { stroke: info, width: 1.6, points: { show: false } }],
      },
      [values.map((_, at) => at), values],
      box.current,
    );
    return () => chart.destroy();
  }, [key]);
  return <div class="spark" ref={box} role="img" aria-label={`${label}: ${values.join(", ")}`} />;
}

/** Bars with their names below; those from `highlight` on stand out. */
export function Bars(props: { values: number[]; names: string[]; highlight: number; height: number; label: string }) {
  const { box, width } = useWidth<HTMLDivElement>();
  const key = props.values.join(",") + props.names.join(",") + props.highlight;
  useEffect(() => {
    if (!box.current || width === 0) return;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const bars = uPlot.paths.bars!({ size: [0.66, 2.6 * rem], radius: 0.15 });
    const series = (color: string): uPlot.Series => ({
      fill: color,
      stroke: color,
      width: 0,
      paths: bars,
      points: { show: false },
    });
    const font = `${Math.round(0.8 * rem)}px ${getComputedStyle(document.body).fontFamily}`;
    const chart = new uPlot(
      {
        width,
        height: Math.round(props.height * rem),
        padding: [rem * 0.6, rem * 0.3, 0, 0],
        cursor: { show: false },
        legend: { show: false },
        scales: {
          x: { time: false, range: [-0.6, props.values.length - 0.4] },
          y: { range: (_, __, high) => [0, Math.max(4, high * 1.06)] },
        },
        axes: [
          {
            font,
            stroke: soft,
            grid: { show: false },
            ticks: { show: false },
            splits: () => props.names.map((_, at) => at),
            values: () => props.names,
            size: 1.8 * rem,
            gap: 4,
          },
          {
            font,
            stroke: soft,
            size: 3 * rem,
            grid: { stroke: "#efeae2", width: 1 },
            ticks: { show: false },
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
          },
        ],
        series: [{}, series(past), series(recent)],
      },
      [
        props.values.map((_, at) => at),
        props.values.map((value, at) => (at < props.highlight ? value : null)),
        props.values.map((value, at) => (at < props.highlight ? null : value)),
      ],
      box.current,
    );
    return () => chart.destroy();
  }, [key, width, props.height]);
  return (
    <div
      class="bars"
      ref={box}
      role="img"
      aria-label={`${props.label}: ${props.names.map((name, at) => `${name} ${props.values[at]}`).join(", ")}`}
    />
  );
}
