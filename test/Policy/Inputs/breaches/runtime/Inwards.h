// Breaks a rule on purpose.
#include "Driver/Consumer.h"
