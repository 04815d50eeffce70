"""Tables as offices draw them: found on a sheet, their rows and columns named, their figures read."""
