"""Parts of the Improve page: the back-test with its picture, and the decisions people took."""
