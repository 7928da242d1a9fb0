"""Makes the pictures of the manual: terminal sessions as SVG, reports as PNG. `scripts/site pictures` runs it.

Everything is real: a sandbox of its own, the command in a pseudo terminal of 80 columns, and Chromium.
"""

import fcntl
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "src/site/markdown/pictures"
COMMAND = str(ROOT / "scripts/gitea-drone")
NAME = "pictures"
WIDTH = 80
LARGEST = 200_000

# The template of rich, but without its fonts, which it would load from elsewhere.
SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
}}
.{unique_id}-title {{ font-size: 18px; font-family: system-ui, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def in_terminal(arguments, folder, environment):
    """Runs the command in a pseudo terminal, and returns what is on its screen at the end, and the exit code."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(COMMAND, [COMMAND, *arguments], {**environment, "TERM": "xterm-256color"})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
    output = b""
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # the other side is closed
            break
        if not data:
            break
        output += data
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    lines = []
    for line in output.decode().replace("\r\n", "\n").split("\n"):
        line = line.split("\x1b[K")[-1]  # what was there before is erased
        lines.append(re.sub(r"\x1b\[\?\d+[hl]", "", line))
    return "\n".join(lines).rstrip("\n"), code


def session(file, arguments, text):
    """Writes a terminal with a command and its output."""
    console = Console(record=True, width=WIDTH, file=open(os.devnull, "w"), color_system="truecolor", highlight=False)
    command = Text("$ ", style="bold green")
    command.append("gitea-drone " + " ".join(arguments), style="bold white")
    console.print(command)
    console.print(Text.from_ansi(text), soft_wrap=False)
    svg = console.export_svg(title="", code_format=SVG, unique_id=file.stem)
    file.write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", encoding="utf-8")
    print(f"✔ {file.relative_to(ROOT)}")


def photograph(report, file, dark, profile):
    """Takes a picture of a report, light or dark."""
    chromium = [shutil.which("chromium") or sys.exit("✗ no chromium on PATH: apt-get install chromium")]
    if os.geteuid() == 0:
        chromium.append("--no-sandbox")
    subprocess.run(
        [
            *chromium,
            "--headless=new",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--hide-scrollbars",
            f"--user-data-dir={profile}",
            f"--blink-settings=preferredColorScheme={0 if dark else 1}",
            "--window-size=1200,1000",
            f"--screenshot={file}",
            report.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    if file.stat().st_size > LARGEST:
        sys.exit(f"✗ {file} has {file.stat().st_size} bytes, more than {LARGEST}")
    print(f"✔ {file.relative_to(ROOT)}")


def stop_runner(state):
    """Ends the docker runner of our own sandbox: a child of the process that its state names."""
    parent = re.search(r"(?m)^pid=(\d+)$", state.read_text("utf-8"))[1]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            status = (process / "status").read_text()
        except OSError:  # it has ended
            continue
        if words[0].endswith(b"/drone-runner-docker") and re.search(rf"(?m)^PPid:\s+{parent}$", status):
            os.kill(int(process.name), signal.SIGTERM)
            time.sleep(2)
            return
    sys.exit("✗ the sandbox has no docker runner: these pictures need Docker")


def start(environment):
    """Starts the sandbox, and returns what it prints. On a busy machine a Docker daemon may need a second try."""
    for _ in range(3):
        command = [COMMAND, "sandbox", "up", "--name", NAME, "--blank"]
        up = subprocess.run(command, env=environment, text=True, stdout=subprocess.PIPE, check=False)
        if up.returncode == 0:
            return up.stdout
    sys.exit("✗ the sandbox does not start")


def make(folder):
    environment = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
    # The answers of another terminal or pipeline are not ours.
    for name in ("CI", "NO_COLOR", "COLUMNS"):
        environment.pop(name, None)
    try:
        up = start(environment)
        host = Path(re.search(r"(?m)^ +cd (.*)$", up)[1])
        environment["SOPS_AGE_KEY_FILE"] = re.search(r"(?m)^ +export SOPS_AGE_KEY_FILE=(.*)$", up)[1]
        programs = re.search(r"(?m)^ +export PATH=(.*):\$PATH$", up)
        if programs:
            environment["PATH"] = f"{programs[1]}:{environment['PATH']}"

        def take(file, wanted, *arguments, report=None):
            more = ["--report", str(report)] if report else []
            text, code = in_terminal([*arguments, *more], host, environment)
            if code != wanted:
                sys.exit(f"✗ gitea-drone {' '.join(arguments)} ended with {code}, not {wanted}:\n{text}")
            session(PICTURES / file, arguments, text)

        take("plan.svg", 0, "plan")
        take("bootstrap.svg", 0, "bootstrap", report=folder / "bootstrap.html")
        stop_runner(folder / "state/gitea-drone/sandboxes" / NAME / "state")
        take("runner-not-seen.svg", 7, "verify", report=folder / "verify.html")
    finally:
        subprocess.run([COMMAND, "sandbox", "down", "--name", NAME], env=environment, check=False)
    for name in ("bootstrap", "verify"):
        for dark in (False, True):
            file = PICTURES / f"report-{name}-{'dark' if dark else 'light'}.png"
            photograph(folder / f"{name}.html", file, dark, folder / "chromium")


with tempfile.TemporaryDirectory(prefix="gitea-drone-pictures-") as temporary:
    make(Path(temporary))
