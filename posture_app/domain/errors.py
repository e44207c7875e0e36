"""What can go wrong and be explained.

    PostureError                 one sentence for the person at the desk; never a bug
    ├── UsageError               2  the command makes no sense
    ├── PhotoError               3  a file is missing or cannot be read as a photograph
    │   ├── PhotoMissing
    │   ├── PhotoUnreadable
    │   └── PhotoTooLarge
    ├── VideoError               3  a file is missing or cannot be read as a video
    │   ├── VideoMissing
    │   ├── VideoUnreadable
    │   └── VideoTooLarge
    ├── NotAssessable            4  a photograph was read but cannot be assessed (carries reasons)
    ├── CameraTrouble            5  no camera, busy, unplugged, silent
    ├── RecordProblem            5  the records cannot be opened, read, or written that way
    │   ├── WrongPassphrase
    │   ├── RecordDamaged           something was changed or broken outside the program
    │   └── NotAllowed              the user's role does not give the right
    ├── CloudProblem             5  a service elsewhere cannot be used that way
    │   ├── CloudUnreachable        nothing was sent; it may be reached later
    │   ├── CloudAnswerLost         sent, and no whole answer came: it may have been done
    │   ├── CloudBusy               it did nothing and asks to come again later
    │   ├── CloudRefused            it said no
    │   └── CloudUnreadable         it answered what its contract does not know
    └── EnvironmentProblem       5  anything else that is expected: an unwritable folder, a missing font

An error carries a *code* and *facts*, not a sentence: `services.wording` says it in the
reader's language.  The number is the exit code of the command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from posture_app.domain.quality import Reason


class PostureError(Exception):
    """An expected failure: a code, and the facts its sentence needs."""

    exit_code: ClassVar[int] = 5

    def __init__(self, code: str, **facts: str | float) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, str | float] = facts


class UsageError(PostureError):
    """The command or its values make no sense."""

    exit_code = 2


class PhotoError(PostureError):
    """A file that should be a photograph is none."""

    exit_code = 3


class PhotoMissing(PhotoError):
    """No file of that name."""


class PhotoUnreadable(PhotoError):
    """The file is there but is not a whole, readable photograph."""


class PhotoTooLarge(PhotoError):
    """The photograph has more pixels than the program will unpack."""


class VideoError(PostureError):
    """A file that should be a video is none."""

    exit_code = 3


class VideoMissing(VideoError):
    """No file of that name."""


class VideoUnreadable(VideoError):
    """The file is there but is not a whole, readable video."""


class VideoTooLarge(VideoError):
    """The video has larger pictures, or more of them, than the program will look at."""


class NotAssessable(PostureError):
    """The photograph shows something that must not be measured."""

    exit_code = 4

    def __init__(self, reasons: tuple[Reason, ...], **facts: str | float) -> None:
        super().__init__(reasons[0].code, **{**reasons[0].facts, **facts})
        self.reasons = reasons


class CameraTrouble(PostureError):
    """The camera cannot be used; it may come back."""


class RecordProblem(PostureError):
    """The records cannot be opened, read, or written that way."""


class WrongPassphrase(RecordProblem):
    """The passphrase does not open the records; ``wait_s`` tells how long the next try must wait."""


class RecordDamaged(RecordProblem):
    """Something in the records was changed or broken outside the program."""


class NotAllowed(RecordProblem):
    """The user's role does not give the right."""


class CloudProblem(PostureError):
    """A service elsewhere cannot be used that way."""


class CloudUnreachable(CloudProblem):
    """No connection came about; nothing was sent."""


class CloudAnswerLost(CloudProblem):
    """The request was sent, wholly or in part, and no whole answer came: it may have been done."""


class CloudBusy(CloudProblem):
    """The service did nothing and asks to come again later; ``wait_s`` where it says when."""


class CloudRefused(CloudProblem):
    """The service says no, by its contract's code: the same request will be refused again."""


class CloudUnreadable(CloudProblem):
    """The answer is not what the contract says."""


class EnvironmentProblem(PostureError):
    """The machine, a folder, or a setting stands in the way."""

    exit_code = 5
