"""Cards drawn as pictures, for channels that can show one."""

from bot.channels.pictures.plan import plan_picture

__all__ = ["plan_picture"]
