"""What is measured, with the scripts that measure it and their last results. See README.md."""
