"""nbgrader's configuration: wiring only. What it sets is in autograder/wiring; your class's settings are in course/."""

from autograder.course import folder
from autograder.wiring import SETTINGS, configure

configure(get_config())  # noqa: F821  (nbgrader defines it)
if (folder() / SETTINGS).is_file():
    load_subconfig(SETTINGS, path=str(folder()))  # noqa: F821
