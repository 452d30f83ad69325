# Aliases only; the words themselves are in `python3 -m toolkit --help`.
.PHONY: lab test thorough build clean
lab test build clean:
	python3 -m toolkit $@
thorough:
	python3 -m toolkit test --thorough
