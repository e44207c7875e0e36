"""Where the frozen program begins; the same as `python -m posture_app`."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a worker process is the program once more, and turns off here
    from posture_app.__main__ import main

    sys.exit(main())
