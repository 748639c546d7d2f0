"""What if the vendor, the costs or the service floor were other: sliders and their pictures."""
