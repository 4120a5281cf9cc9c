"""Casting: the actors of an article and every phrase that stands for one."""

from .find import find_cast

__all__ = ["find_cast"]
