"""LibreOffice without a screen: it opens Word files, settles or makes tracked changes, says what it shows, saves.

A macro does it, so that nothing beside LibreOffice itself is needed, and one start serves many files.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")

ACCEPT, REJECT, COMPARE = "AcceptAllTrackedChanges", "RejectAllTrackedChanges", "CompareDocuments"
MACRO = """
Sub Serve(list As String)
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  jobs = createUnoService("com.sun.star.io.TextInputStream")
  jobs.setInputStream(files.openFileRead(ConvertToURL(list)))
  jobs.setEncoding("UTF-8")
  Do While Not jobs.isEOF()
    parts = Split(jobs.readLine(), Chr(9))
    If UBound(parts) = 5 Then Settle(parts(0), parts(1), parts(2), parts(3), parts(4), files)
  Loop
End Sub

Sub Settle(source As String, verb As String, other As String, said As String, target As String, files As Object)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  frame = document.CurrentController.Frame
  If other <> "" Then
    Dim versus(1) As New com.sun.star.beans.PropertyValue
    versus(0).Name = "URL"
    versus(0).Value = ConvertToURL(other)
    versus(1).Name = "NoAcceptDialog"
    versus(1).Value = True
    dispatcher.executeDispatch(frame, ".uno:" & verb, "", 0, versus())
  ElseIf verb <> "" Then
    dispatcher.executeDispatch(frame, ".uno:" & verb, "", 0, Array())
  End If
  If said <> "" Then Say(document.Text, said, files)
  If target <> "" Then
    Dim how(0) As New com.sun.star.beans.PropertyValue
    how(0).Name = "FilterName"
    how(0).Value = "MS Word 2007 XML"
    document.storeToURL(ConvertToURL(target), how())
  End If
  document.close(True)
End Sub

Sub Say(text As Object, said As String, files As Object)
  out = createUnoService("com.sun.star.io.TextOutputStream")
  out.setOutputStream(files.openFileWrite(ConvertToURL(said)))
  out.setEncoding("UTF-8")
  Paragraphs(text, out)
  out.closeOutput()
End Sub

Sub Paragraphs(text As Object, out As Object)
  all = text.createEnumeration()
  Do While all.hasMoreElements()
    one = all.nextElement()
    If one.supportsService("com.sun.star.text.TextTable") Then
      For Each name In one.getCellNames()
        Paragraphs(one.getCellByName(name), out)
      Next
    Else
      out.writeString(one.ListLabelString & Chr(31) & one.ParaStyleName & Chr(31) & one.String & Chr(30))
    End If
  Loop
End Sub
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Paraph"/></library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Paraph" script:language="StarBasic">
{}</script:module>
"""


@dataclass(frozen=True)
class Shown:
    """A paragraph as LibreOffice shows it. ``style``: its name there."""

    number: str
    style: str
    text: str


@dataclass(frozen=True)
class Settled:
    paragraphs: list[Shown]
    saved: bytes

    def body(self) -> list[tuple[str, str]]:
        """Number and words of what stands between the title and the end."""
        around = ("Title", "Subtitle", "Note")
        return [(each.number, each.text) for each in self.paragraphs if each.style not in around]


class Office:
    """A LibreOffice with a profile of its own in ``home``, an empty folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._start("--terminate_after_init")  # a fresh profile is filled first, and would lose the macro
        basic = home / "profile" / "user" / "basic" / "Standard"
        (basic / "script.xlb").write_text(_LIBRARY)
        (basic / "Paraph.xba").write_text(_MODULE.format(escape(MACRO)))

    def settle(self, files: Iterable[tuple[bytes, str]], limit: int = 120) -> Iterator[Settled]:
        """What becomes of each file when all its changes are accepted or rejected, or ("") when it is opened."""
        jobs = []
        for place, (data, verb) in enumerate(files):
            (self.home / f"{place}.docx").write_bytes(data)
            jobs.append((f"{place}.docx", verb, "", f"{place}.txt", f"{place}.saved.docx"))
        self._serve(jobs, limit)
        for _, _, _, said, saved in jobs:
            rows = (self.home / said).read_text(encoding="utf-8").split("\x1e")[:-1]
            yield Settled([Shown(*row.split("\x1f")) for row in rows], (self.home / saved).read_bytes())

    def compare(self, old: Path, new: Path, redline: Path, limit: int = 600) -> None:
        """Write the redline that LibreOffice makes of two files."""
        self._serve([(str(new), COMPARE, str(old), "", str(redline))], limit)

    def _serve(self, jobs: Sequence[tuple[str, str, str, str, str]], limit: int) -> None:
        # Each field ends with a tab: the last line of a file is read with its line end.
        lines = ["".join(f"{self.home / each if '.' in each else each}\t" for each in job) for job in jobs]
        (self.home / "jobs").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for _, _, _, *made in jobs:
            for each in filter(None, made):
                (self.home / each).unlink(missing_ok=True)
        self._start(f"macro:///Standard.Paraph.Serve({self.home / 'jobs'})", limit=limit)

    def _start(self, *arguments: str, limit: int = 120) -> None:
        assert OFFICE is not None
        profile = f"-env:UserInstallation={(self.home / 'profile').as_uri()}"
        command = [OFFICE, profile, "--headless", "--norestore", *arguments]
        started = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            started.wait(limit)
        finally:
            if started.poll() is None:
                os.killpg(started.pid, signal.SIGKILL)
