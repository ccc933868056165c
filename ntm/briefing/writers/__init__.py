"""One content, several forms: each writer takes a Content and gives the bytes of a file."""
