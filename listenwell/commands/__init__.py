"""One file a command of `listenwell`; each has a `command`."""
