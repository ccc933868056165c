"""One file for each kind of file that can be read: `read(name, content) -> Book`."""
