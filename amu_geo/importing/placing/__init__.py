"""Where a row of an import is: found by what it says, or said to be doubtful."""
