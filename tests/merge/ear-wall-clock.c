/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-wall-clock.h"

static gint64 now_ms = G_GINT64_CONSTANT (1795342530000); /* in November 2026 */

void
ear_wall_clock_set (gint64 ms)
{
  now_ms = ms;
}

/* Defined in the program itself, this one is taken before GLib's. */
gint64
g_get_real_time (void)
{
  return now_ms * 1000;
}
