# Stands for a compiler: its last argument is the program to write, which reports a failed check.
for output; do :; done
printf '#!/bin/sh\necho "FAIL program_5, point 1: wrong"\necho "3 passed, 1 failed"\nexit 1\n' > "$output"
chmod +x "$output"
