"""One kernel ahead of the lecturer: the next page to be opened finds it started, with all that it imports loaded."""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

WARM = (  # what every page does: import, and draw a first picture
    "import courseware.widgets.controls, solutions.hyperparameter_search",
    "(lambda first: first.draw(first.first))(courseware.widgets.widget('softmax'))",
)
LATER = 1.0  # seconds after a page was opened: first its own picture is drawn


class SpareKernel(AsyncMappingKernelManager):
    """Jupyter's kernels, of which a new one is started whenever the last one is given away; Voilà calls it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._spare: asyncio.Task[str] | None = None

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]
        """Give the kernel that waits, or start one where none does."""
        spare, self._spare = self._spare, None
        asyncio.get_running_loop().call_later(LATER, self.keep_one)
        waiting = await spare if spare else ""
        return waiting if waiting in self else str(await super().start_kernel(**kwargs))

    def keep_one(self) -> None:
        """See to it that one kernel waits."""
        if self._spare is None:
            arguments = [f"--IPKernelApp.exec_lines={line}" for line in WARM]
            self._spare = asyncio.create_task(super().start_kernel(kernel_name="python3", extra_arguments=arguments))

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel that nobody uses, but not the one that waits."""
        spare = self._spare
        if not (spare and spare.done() and not spare.exception() and spare.result() == kernel_id):
            await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]
