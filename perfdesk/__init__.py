"""perfdesk: an offline desktop editor for 本级预算项目绩效目标表."""

__version__ = "0.1.0"
