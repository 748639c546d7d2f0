"""Life of components by age: shipped priors, and what the plant's own lives make of them."""
