"""How nbconvert executes a notebook here: a configuration file of nbconvert.

Deno's kernel (2.9.6) may say that it is idle before the last outputs of a cell have left it. nbconvert stops listening
at that word, and one output of ten is lost. So the executor listens for a moment longer after each cell.
"""
from queue import Empty

from nbconvert.preprocessors import ExecutePreprocessor
from traitlets import default

c = get_config()  # noqa: F821 (nbconvert defines it for configuration files)


class PatientExecutor(ExecutePreprocessor):
    @default("on_cell_executed")
    def _late_outputs(self):
        async def take_late_outputs(cell, cell_index, execute_reply):
            while True:
                try:
                    message = await self.kc.iopub_channel.get_msg(timeout=0.2)
                except Empty:
                    return
                self.process_message(message, cell, cell_index)

        return take_late_outputs


c.NotebookExporter.preprocessors = [PatientExecutor]
c.PatientExecutor.enabled = True
c.PatientExecutor.timeout = 120
c.PatientExecutor.record_timing = False
