"""`python3 -m toolkit …`: the standard library alone, until the environment stands."""

import sys

from toolkit.cli.python import find_supported, run_with, unsupported

if __name__ == "__main__":
    if unsupported(sys.version_info[:2]):
        sys.exit(run_with(find_supported(), sys.argv[1:]))
    from toolkit.cli.bootstrap import main

    sys.exit(main(sys.argv[1:]))
