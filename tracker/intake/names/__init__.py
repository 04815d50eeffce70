"""What a sender's text names: a unit, an indicator, a time, a unit of measure."""
