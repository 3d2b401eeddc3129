"""Stands here so that pytest puts this folder on the path: tests of several folders share `readings`."""
