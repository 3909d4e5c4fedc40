"""Our scripts for the browser, as they are sent; imports nothing of ours."""


def compact(script: str) -> str:
    """A script without its comment lines and its indentation: some go out with every click."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
