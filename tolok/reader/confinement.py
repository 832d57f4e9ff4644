"""Hold a child process to its limits, so that a hostile file takes nothing down."""

import resource


_MEBIBYTE = 1024 * 1024
_MOST_OPEN_FILES = 64


def limit(seconds: int, memory_mib: int) -> None:
    """Hold this process to so many seconds of processor time and MiB; it may write nothing."""
    memory = memory_mib * _MEBIBYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_OPEN_FILES, _MOST_OPEN_FILES))
