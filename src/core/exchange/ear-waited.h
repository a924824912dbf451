/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that waited for a person, with the files that brought them, so that they wait again when what let them in is taken back. They
 * hold the words of all of them. The store's thread. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

GPtrArray *ear_waited_new (void);
gboolean ear_waited_add (GPtrArray *waited, EarStore *store, gint64 n, const char *file, const char *label, GError **error);
gboolean ear_waited_set_aside (const GPtrArray *waited, EarStore *store, GError **error);

G_END_DECLS
