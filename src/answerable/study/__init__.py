"""The study on disk: register, decisions, coding, collation."""

from answerable.study.batch import Taken, take_export
from answerable.study.decisions import DecisionError
from answerable.study.export_files import ExportError
from answerable.study.folder import ReplyFile, Study
from answerable.study.later import Later, take_later
from answerable.study.picture import Picture
from answerable.study.settings import Settings, SettingsError

__all__ = [
    "DecisionError",
    "ExportError",
    "Later",
    "Picture",
    "ReplyFile",
    "Settings",
    "SettingsError",
    "Study",
    "Taken",
    "take_export",
    "take_later",
]
