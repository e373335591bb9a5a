"""Compiles the Vyper sources of this folder with several versions, each in a virtual environment.

    for each version V: python3 -m venv FOLDER/vV && FOLDER/vV/bin/pip install vyper==V

The sources are written for 0.3.10; `adapted` turns them into what another version reads.
"""
import json
import pathlib
import re
import subprocess
import tempfile

SOURCES = pathlib.Path(__file__).resolve().parent / "sources"
VERSIONS = ["0.2.16", "0.3.1", "0.3.7", "0.3.10", "0.4.0", "0.4.3"]


def number(version):
    return tuple(int(part) for part in version.split("."))


def adapted(source, version):
    """The source as the version reads it, or None when it lacks what the source needs."""
    if number(version) < (0, 3, 2) and "DynArray" in source:
        return None
    if number(version) >= (0, 4, 0):
        source = source.replace("@external\ndef __init__", "@deploy\ndef __init__")
        source = re.sub(r"\bfor (\w+) in ", r"for \1: uint256 in ", source)
        source = re.sub(r"(\w+)\(\{(.*)\}\)", lambda m: m[1] + "(" + re.sub(r"(\w+): ", r"\1=", m[2]) + ")", source)
        source = source.replace(" / ", " // ")
    return source


def modes(version):
    if number(version) >= (0, 3, 10):
        return [("gas", ["--optimize", "gas"]), ("codesize", ["--optimize", "codesize"]), ("none", ["--optimize", "none"])]
    return [("default", [])]


def compiled(environments, name, version):
    """Yields (mode, runtime, interface) of the source `name`."""
    source = adapted((SOURCES / f"{name}.vy").read_text(), version)
    compiler = pathlib.Path(environments) / f"v{version}" / "bin" / "vyper"
    if source is None or not compiler.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / f"{name}.vy"
        path.write_text(source)
        for mode, options in modes(version):
            command = [str(compiler), "-f", "bytecode_runtime,abi", *options, path.name]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            assert done.returncode == 0, f"{name} {version} {mode}: {done.stderr[-2000:]}"
            code, interface = [line for line in done.stdout.splitlines() if line.strip()][:2]
            yield mode, bytes.fromhex(code.strip().removeprefix("0x")), json.loads(interface)
