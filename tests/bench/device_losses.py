"""What the benchmarks of lost devices look at: a terminal's descriptors, and the frames that it drew."""
import json
import os


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def frames_drawn(city):
    """After the terminal has ended: how many, and how long they took."""
    figures = json.loads(city.figures.read_text())
    return {"frames": figures["frames"],
            **{f"frame_{name}_ms": round(figures[f"frame_{name}_ms"], 2) for name in ("p50", "p99", "max")}}
