/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read once for the whole window, since reading it takes longer than compiling most files do. Each file includes what it needs. */
#pragma once

#include <adwaita.h>
