// Breaks a rule on purpose.
#include "Support/Options.h"
