"""What every answer needs: the view asked for, files, refusals, headers."""
