"""The study on disk: register, decisions, coding, collation."""

from answerable.study.decisions import DecisionError
from answerable.study.folder import ReplyFile, Study
from answerable.study.picture import Picture
from answerable.study.settings import Settings, SettingsError

__all__ = ["DecisionError", "Picture", "ReplyFile", "Settings", "SettingsError", "Study"]
