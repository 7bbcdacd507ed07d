"""Collect what a cell puts out as nbformat outputs, bounded; what may leave the sandbox is left to the judge's side."""

from __future__ import annotations

import base64
import io
import os
from typing import Any

NOTE = "\n[output cut here: a cell may put out {bytes:,} bytes and {outputs} outputs]\n"


class Recorder:
    """The outputs of the cell that is running.

    Parameters
    ----------
    max_bytes, max_outputs : int
        What comes after the first of these limits is dropped, and a note says so.
    """

    def __init__(self, max_bytes: int, max_outputs: int) -> None:
        self.max_bytes, self.max_outputs = max_bytes, max_outputs
        self.start()

    def start(self) -> None:
        self.outputs: list[dict[str, Any]] = []
        self.size = 0
        self.full = False
        self.clear_next = False
        self.displays: dict[str, list[dict[str, Any]]] = {}

    def stream(self, name: str, text: str) -> None:
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") == name and not self.clear_next:
            if admitted := self._admitted(text):
                last["text"].append(admitted)  # joined in `take`: a loop of prints costs no square
        elif self._room():
            self.outputs.append({"output_type": "stream", "name": name, "text": [self._admitted(text)]})

    def display(self, data: dict[str, Any], metadata: Any, transient: dict[str, Any] | None, update: bool) -> None:
        display_id = (transient or {}).get("display_id")
        if update:
            for output in self.displays.get(str(display_id), []):
                output["data"] = self._bundle(data)
            return
        output = {"output_type": "display_data", "data": data, "metadata": {}}
        self._add(output, data)
        if display_id is not None:
            self.displays.setdefault(str(display_id), []).append(output)

    def result(self, data: dict[str, Any], count: int) -> None:
        output = {"output_type": "execute_result", "execution_count": count, "data": data, "metadata": {}}
        self._add(output, data)

    def error(self, name: str, message: str, traceback: list[str]) -> None:
        lines = [self._admitted(str(line)) for line in traceback[:200]]
        self.outputs.append({"output_type": "error", "ename": name, "evalue": message[:10_000], "traceback": lines})

    def clear(self, wait: bool) -> None:
        if wait:
            self.clear_next = True
        else:
            self.start()

    def take(self) -> list[dict[str, Any]]:
        """Return the outputs, and begin anew."""
        if self.full:
            text = NOTE.format(bytes=self.max_bytes, outputs=self.max_outputs)
            self.outputs.append({"output_type": "stream", "name": "stderr", "text": [text]})
        for output in self.outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        taken = self.outputs
        self.start()
        return taken

    def _add(self, output: dict[str, Any], data: dict[str, Any]) -> None:
        if self._room():
            output["data"] = self._bundle(data)
            self.outputs.append(output)

    def _room(self) -> bool:
        if self.clear_next:
            self.start()
        self.full = self.full or len(self.outputs) >= self.max_outputs
        return not self.full

    def _admitted(self, text: str) -> str:
        text = text[: self.max_bytes - self.size]
        self.size += len(text)
        self.full = self.full or self.size >= self.max_bytes
        return text

    def _bundle(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep the forms of one result that still fit whole: half a picture is none."""
        kept = {}
        for kind, value in data.items():
            text = base64.b64encode(value).decode() if isinstance(value, bytes) else value
            if not isinstance(text, str):
                continue
            if self.size + len(text) > self.max_bytes:
                self.full = True
                continue
            self.size += len(text)
            kept[kind] = text
        return kept


class Stream(io.TextIOBase):
    """The student's sys.stdout or sys.stderr."""

    def __init__(self, recorder: Recorder, name: str, handle: int) -> None:
        super().__init__()
        self._recorder, self._name, self._handle = recorder, name, handle
        self.buffer = io.FileIO(handle, "w", closefd=False)

    @property
    def name(self) -> str:
        return f"<{self._name}>"

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._recorder.stream(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._handle


class Written:
    """What is written to file descriptor 1 or 2 beside Python's streams, by os.write, a library or a child process."""

    def __init__(self, folder: str, handle: int) -> None:
        path = os.path.join(folder, f".output{handle}")
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        os.unlink(path)
        os.dup2(file, handle)
        self.file = file

    def take(self, most: int) -> str:
        if not os.fstat(self.file).st_size:
            return ""
        data = os.pread(self.file, most, 0)
        os.ftruncate(self.file, 0)
        return data.decode("utf-8", "replace")
