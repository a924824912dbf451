/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of rows that are worked out once and asked of many times. They are in memory, belong to the connection, and hold no more
 * than numbers of rows. The store's thread. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

gboolean ear_store_fill_set (EarStore *store, const char *set, const char *rows, GError **error);

G_END_DECLS
