"""`python -m kg`, the command by another way."""

from kg.cli import main

if __name__ == "__main__":
    main()
