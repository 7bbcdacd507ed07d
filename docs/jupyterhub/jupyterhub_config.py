"""JupyterHub for a class: each person a Unix user, students apart from the course. docs/jupyterhub.md explains it."""

import os
import pwd
from pathlib import Path

c = get_config()  # noqa: F821  (JupyterHub defines it)

BASE = Path(os.environ.get("BACKPROP_LAB_HUB", "/srv/backprop-lab"))  # all folders of docs/jupyterhub.md
INSTRUCTORS = set(os.environ.get("BACKPROP_LAB_INSTRUCTORS", "instructor").split())
STUDENTS = set(os.environ.get("BACKPROP_LAB_STUDENTS", "").split())

# For trying it out: everybody who is listed signs in with the one password. A real class takes "pam", or your
# university's authenticator; without the variable that is what you get.
if "BACKPROP_LAB_HUB_PASSWORD" in os.environ:
    c.JupyterHub.authenticator_class = "dummy"
    c.DummyAuthenticator.password = os.environ["BACKPROP_LAB_HUB_PASSWORD"]
c.Authenticator.allowed_users = STUDENTS | INSTRUCTORS

c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [str(BASE / "env" / "bin" / "jupyterhub-singleuser")]
c.Spawner.args = ["--ServerApp.kernel_websocket_connection_class=prompt.PromptConnection"]  # from BASE/server
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
c.Spawner.environment = {"PYTHONDONTWRITEBYTECODE": "1", "JUPYTER_WIDGETS_ECHO": "0"}


def prepare(spawner):
    """Give a student the courseware and nothing else, and an instructor the repository."""
    if spawner.user.name in INSTRUCTORS:
        repository = Path(pwd.getpwnam(spawner.user.name).pw_dir) / "backprop-lab"
        spawner.notebook_dir = str(repository)  # formgrader wants the course below it
        code, settings = repository, [repository, BASE / "instructor"]
    else:
        code, settings = BASE / "shared", [BASE / "student"]
    spawner.environment = {
        **spawner.environment,
        "PYTHONPATH": os.pathsep.join([str(code), str(BASE / "server")]),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(map(str, settings)),
    }


c.Spawner.pre_spawn_hook = prepare
