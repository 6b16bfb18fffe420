"""The command line's commands: parse, one library call, print."""
