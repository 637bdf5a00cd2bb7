// Guarded in another way.
#pragma once

int plan();
