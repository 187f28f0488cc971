"""Adds up Surefire's XML reports: prints 'N passed, N failed, N skipped'.

Exits with 1 where a test failed, none ran, or one was skipped because a tool is missing.
"""

import sys
import xml.etree.ElementTree as ElementTree


def main(paths):
    total = failed = skipped = 0
    reasons = []
    for path in paths:
        suite = ElementTree.parse(path).getroot()
        total += int(suite.get("tests"))
        failed += int(suite.get("failures")) + int(suite.get("errors"))
        skipped += int(suite.get("skipped"))
        for case in suite.iter("testcase"):
            for skip in case.iter("skipped"):
                why = skip.get("message") or (skip.text or "").strip().partition("\n")[0] or "no reason given"
                reasons.append(f"{case.get('classname')}.{case.get('name')}: {why}")
    for reason in reasons:
        print(f"skipped {reason}", file=sys.stderr)
    passed = total - failed - skipped
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    missing_tool = [reason for reason in reasons if "is not in PATH" in reason]
    return 1 if failed or passed <= 0 or missing_tool else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
