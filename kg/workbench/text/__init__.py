"""The workbench's values as text for people."""
