/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wall clock of the laptop that is to act next. A program that links this file asks here whenever it asks GLib for
 * the time: the product has no switch for it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void ear_wall_clock_set (gint64 ms); /* since 1970 */

G_END_DECLS
