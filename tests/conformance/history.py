"""Holds `isms log` against `git log --follow`.

    history.py build FOLDER SEED                   a repository with renames, merges, reverts and changes of layout
    history.py convert FROM FOLDER                 any repository with YAML files, so that each of them is a record
    history.py compare ISMS FOLDER SEED COUNT      for as many files, picked by the seed: created, last change, changes

`git log --follow` tells of files and this program of meaning, so they differ in places. Each difference has to have one
of these reasons, found without this program: the commit changed layout alone (as another YAML library reads it); it is a
merge that made a change of its own, of which `git log` shows none; git left out a line of history that ended as another
did; or git took a file for the rename of another one, or did not see a rename. Any other difference is a failure.
"""

import collections
import io
import json
import pathlib
import random
import re
import subprocess
import sys

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

PERSON = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]


def git(folder, *arguments, data=None):
    run = subprocess.run(["git", "-C", folder, *arguments], input=data, capture_output=True, check=False)
    if run.returncode:
        sys.exit(f"git {arguments[:3]}: {run.stderr.decode(errors='replace')}")
    return run.stdout.decode(errors="surrogateescape")


class Builder:
    """Makes a repository from a seed."""

    LEVELS = ["rare", "unlikely", "possible", "likely"]

    def __init__(self, folder, seed):
        self.folder, self.random, self.time = pathlib.Path(folder), random.Random(seed), 1_700_000_000
        self.files, self.next = {}, 1
        self.folder.mkdir(parents=True)
        git(folder, "init", "--quiet", "--initial-branch=main")
        (self.folder / "isms.toml").write_text('[organisation]\nname = "Test"\n')

    def text(self, record):
        lines = [f"{key}: {value}" for key, value in record["fields"].items()]
        lines += ["controls:"] + [f"  - {control}" for control in sorted(record["controls"])]
        if record["layout"] % 2:
            lines = ["# in another order"] + lines[1:2] + lines[:1] + lines[2:]
        if record["layout"] % 3 == 2:
            lines = [re.sub(r"^title: (.*)$", r'title: "\1"', line) for line in lines]
        return "\n".join(lines) + "\n"

    def commit(self, message):
        for path, record in self.files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self.text(record))
        git(self.folder, "add", "--all")
        self.run("commit", "--quiet", "--allow-empty", "-m", message)

    def run(self, *arguments):
        self.time += self.random.randrange(1, 90_000)
        stamp = f"{self.time} +0000"
        environment = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp, "PATH": "/usr/local/bin:/usr/bin:/bin"}
        command = ["git", "-C", self.folder, *PERSON, *arguments]
        return subprocess.run(command, capture_output=True, env=environment, check=False).returncode

    def read(self):
        """Takes the files as git left them, by their ids."""
        known = {record["fields"]["id"]: record for record in self.all.values()}
        self.files = {}
        for file in sorted(self.folder.glob("**/*.yaml")):
            read = load(file.read_text())
            record = known[read["id"]]
            fields = {key: read[key] for key in record["fields"]}
            own = {"fields": fields, "controls": set(read["controls"]), "layout": record["layout"]}
            self.files[str(file.relative_to(self.folder))] = own

    def step(self):
        pick, paths = self.random.randrange(10), sorted(self.files)
        path = self.random.choice(paths) if paths else None
        if pick < 2 or len(paths) < 6:
            number, self.next = self.next, self.next + 1
            words = [f"word{self.random.randrange(10**6)}" for _ in range(40)]
            fields = {"id": f"RSK-{number:04}", "kind": "risk", "title": " ".join(words[:5]), "owner": "ROL-a"}
            fields |= {"likelihood": "rare", "impact": 3, "treatment": "mitigate", "threat": " ".join(words[5:20])}
            fields |= {"impact_reason": " ".join(words[20:])}
            record = {"fields": fields, "controls": {"A.5.1", "A.8.1"}, "layout": 0}
            self.files[f"risks/{number % 3}/RSK-{number:04}.yaml"] = record
        elif pick < 5:
            self.files[path]["fields"]["likelihood"] = self.random.choice(self.LEVELS)
        elif pick < 6:
            self.files[path]["controls"] ^= {f"A.5.{self.random.randrange(2, 9)}"}
        elif pick < 8:
            self.files[path]["layout"] += 1
        else:
            new = f"register/{self.random.randrange(4)}/{pathlib.Path(path).name}"
            if new != path:
                (self.folder / path).unlink()
                self.files[new] = self.files.pop(path)

    def build(self, steps):
        for index in range(steps):
            if index % 25 == 24:
                self.aside(index)
            elif index % 40 == 39:
                self.all = dict(self.files)
                if self.run("revert", "--no-edit", "HEAD~2") != 0:
                    self.run("revert", "--abort")
                self.read()
            else:
                self.step()
                self.commit(f"step {index}")

    def aside(self, index):
        """Two lines of history, joined again; where both changed one place, the merge is left out."""
        git(self.folder, "checkout", "--quiet", "-b", f"side{index}")
        self.all = dict(self.files)
        for _ in range(3):
            self.step()
            self.commit(f"aside {index}")
        self.all |= self.files
        git(self.folder, "checkout", "--quiet", "main")
        self.read()
        self.step()
        self.commit(f"main {index}")
        self.all |= self.files
        if self.run("merge", "--quiet", "--no-ff", "-m", f"merge {index}", f"side{index}") != 0:
            self.run("merge", "--abort")
        self.read()


def load(text):
    yaml = YAML(typ="base", pure=True)
    yaml.allow_duplicate_keys = True
    return yaml.load(io.StringIO(text))


def meaning(value):
    """A value without what means nothing: order, white space, what is empty."""
    if isinstance(value, dict):
        parts = {str(key): meaning(inner) for key, inner in value.items()}
        return {key: inner for key, inner in sorted(parts.items()) if inner not in (None, "", [], {})}
    if isinstance(value, list):
        parts = [meaning(inner) for inner in value]
        return sorted({json.dumps(inner, sort_keys=True) for inner in parts if inner not in (None, "", [], {})})
    return None if value in (None, "~", "null") else " ".join(str(value).split())


def says(folder, commit, path):
    run = subprocess.run(["git", "-C", folder, "show", f"{commit}:{path}"], capture_output=True, check=False)
    try:
        return meaning(load(run.stdout.decode())) if run.returncode == 0 else None
    except (YAMLError, UnicodeDecodeError, ValueError):
        return "not YAML"


def follow(folder, path):
    """Commits of a file, oldest first, each with the file's name before and after."""
    lines = git(folder, "log", "--follow", "--name-status", "--format=commit %H", "--", path).splitlines()
    found = []
    for line in lines:
        if line.startswith("commit "):
            found.append([line[7:], None, None])
        elif line:
            parts = line.split("\t")
            found[-1][1:] = [parts[1], parts[-1]]
    return found[::-1]


def reason(folder, commit, record, names, theirs):
    """Why one of the two tells of a commit and the other does not; nothing where no reason is known."""
    parents = git(folder, "rev-list", "--parents", "-n", "1", commit).split()[1:]
    if commit in theirs:
        before, after = theirs[commit]
        old = says(folder, parents[0], before) if parents else None
        new = says(folder, commit, after)
        if old == new and before == after:
            return "layout alone"
        if "not YAML" in (old, new):
            return "not to be read as YAML"
        if isinstance(new, dict) and new.get("id") != record or isinstance(old, dict) and old.get("id") != record:
            return "git took another record's file for this one's"
        return None
    if len(parents) > 1:
        of = lambda commit: [said for name in names if (said := says(folder, commit, name)) and said.get("id") == record]
        own = of(commit)
        return "a merge with a change of its own" if all(of(parent) != own for parent in parents) else None
    if commit in git(folder, "log", "--full-history", "--format=%H", "--", *names).split():
        return "a line of history that git left out"
    changed = git(folder, "show", "--format=", "--name-only", commit).splitlines()
    held = [path for path in changed if isinstance(said := says(folder, commit, path), dict) and said.get("id") == record]
    return "a rename that git did not see" if held else None


def compare(isms, folder, seed, count):
    paths = [path for path in git(folder, "ls-files").splitlines() if path.endswith((".yaml", ".yml"))]
    ids = {path: (says(folder, "HEAD", path) or {}) for path in paths}
    paths = sorted(path for path in paths if isinstance(ids[path], dict) and "id" in ids[path])
    picked = sorted(random.Random(seed).sample(paths, min(count, len(paths))))
    tally, reasons, wrong = collections.Counter(), collections.Counter(), []
    for path in picked:
        record = ids[path]["id"]
        answer = subprocess.run([isms, "-C", folder, "log", record, "--format", "json"], capture_output=True, check=True)
        ours = [change["commit"] for change in json.loads(answer.stdout)["changes"]]
        followed = follow(folder, path)
        theirs = {commit: (before, after) for commit, before, after in followed}
        names = {name for _, *both in followed for name in both}
        order = list(theirs)
        tally["files"] += 1
        tally["created agrees"] += ours[0] == order[0]
        tally["last change agrees"] += ours[-1] == order[-1]
        tally["number agrees"] += len(ours) == len(order)
        tally["changes of both"] += len(set(ours) & set(order))
        for commit in sorted(set(ours) ^ set(order)):
            found = reason(folder, commit, record, names, theirs)
            side = "git log" if commit in theirs else "isms log"
            reasons[f"{side} only: {found}"] += 1
            if found is None:
                wrong.append(f"{record} {path} {commit[:10]} in {side} only")
    print("; ".join(f"{what}: {number}" for what, number in tally.items()))
    for what, number in sorted(reasons.items()):
        print(f"  {what}: {number}")
    if wrong:
        sys.exit("no reason is known for:\n" + "\n".join(wrong))


def commands(stream):
    """The lines of `git fast-export`; after `data` comes what it announces, which need not end in a line."""
    at = 0
    while at < len(stream):
        end = stream.find(b"\n", at)
        line, at = stream[at:end].decode(errors="surrogateescape"), end + 1
        yield line
        if line.startswith("data "):
            yield stream[at : at + int(line[5:])]
            at += int(line[5:])


def convert(source, folder):
    """Writes the history anew, with an id and a kind in each YAML file; an id goes with its file where git sees a rename."""
    pathlib.Path(folder).mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main", "--bare", ".git")
    git(folder, "config", "core.bare", "false")
    stream = git(source, "fast-export", "--no-data", "-M", "HEAD", "--reencode=yes")
    out, states, ids = [], {}, 0
    lines = commands(stream.encode(errors="surrogateescape"))
    mark, state, parents, head = None, {}, [], []

    def text(blob, record):
        content = git(source, "cat-file", "blob", blob)
        first, rest = ("---\n", content[4:]) if content.startswith("---\n") else ("", content)
        return f"{first}id: CMP-{record:04}\nkind: component\n{rest}"

    def finish(before):
        out.extend(head)
        # What a merge took over from another line as it was is that line's, whatever it looks like beside the first.
        for path, (blob, _) in list(state.items()):
            for other in (states[parent].get(path) for parent in parents[1:]):
                if other and other[0] == blob and before.get(path, ("",))[0] != blob:
                    state[path] = other
        for path in sorted(set(before) - set(state)):
            out.append(f"D {path}\n")
        for path, (blob, record) in sorted(state.items()):
            if before.get(path) != (blob, record):
                data = text(blob, record).encode(errors="surrogateescape")
                out.append(f"M 100644 inline {path}\ndata {len(data)}\n")
                out.append(data)
                out.append("\n")
        if not states:
            settings = '[organisation]\nname = "Real"\n[kinds]\nfolder = "kinds"\n'
            kind = 'kind = "component"\ntitle = "Component"\nprefixes = ["CMP"]\n'
            for path, content in [("isms.toml", settings), ("kinds/component.toml", kind)]:
                out.append(f"M 100644 inline {path}\ndata {len(content)}\n{content}\n")
        states[mark] = dict(state)

    open_commit = False
    before = {}
    for line in lines:
        word = line.split(" ", 1)[0]
        if word in ("commit", "reset") and open_commit:
            finish(before)
            open_commit = False
        if word == "commit":
            open_commit, parents, state, before = True, [], {}, {}
            head = ["commit refs/heads/main\n"]
        elif word == "mark" and open_commit:
            mark = line[6:]
            head.append(line + "\n")
        elif word in ("author", "committer") and open_commit:
            head.append(line + "\n")
        elif word == "data" and open_commit:
            head += [line + "\n", next(lines), "\n"]
        elif word in ("from", "merge") and open_commit:
            head.append(line + "\n")
            parents.append(line.split(":", 1)[1])
            if word == "from":
                state = dict(states[parents[0]])
                before = dict(state)
        elif word == "D" and open_commit:
            state.pop(line[2:], None)
        elif word == "R" and open_commit:
            old, new = line[2:].split(" ")
            if old in state:
                state[new] = state.pop(old)
        elif word == "M" and open_commit and line.endswith((".yaml", ".yml")):
            _, _, blob, path = line.split(" ", 3)
            others = [states[parent].get(path) for parent in parents[1:]]
            known = state.get(path) or next((other for other in others if other), None)
            if known is None:
                ids += 1
            state[path] = (blob, known[1] if known else ids)
    if open_commit:
        finish(before)
    data = b"".join(part if isinstance(part, bytes) else part.encode(errors="surrogateescape") for part in out)
    git(folder, "fast-import", "--quiet", data=data)
    git(folder, "checkout", "--quiet", "-f", "main")
    print(f"{len(states)} commits, {ids} records")


match sys.argv[1:]:
    case ["build", folder, seed]:
        Builder(folder, int(seed)).build(240)
    case ["convert", source, folder]:
        convert(source, folder)
    case ["compare", isms, folder, seed, count]:
        compare(isms, folder, int(seed), int(count))
    case _:
        sys.exit(__doc__)
