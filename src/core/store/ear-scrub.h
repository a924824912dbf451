/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaves nothing in a file but what it holds. */
#pragma once

#include "ear-connection.h"

G_BEGIN_DECLS

/* How far it is, from 0 to 1; on the working thread. */
typedef void (*EarScrubProgress) (double fraction, gpointer data);

gboolean ear_scrub_file (EarConnection *connection, const char *finish, EarScrubProgress progress, gpointer data,
                         GCancellable *cancellable, GError **error);
void ear_scrub_drop_unfinished (const char *path);

G_END_DECLS
