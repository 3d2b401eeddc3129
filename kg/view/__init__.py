"""The network page of a graph: `page_bytes` gives it, `write_page` puts it into a file."""

from kg.view.write import page_bytes, write_page

__all__ = ["page_bytes", "write_page"]
