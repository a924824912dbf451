/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many voices are given to each node of a tree itself, without what stands below it. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

GHashTable *ear_own_count (EarStore *store, EarDimension dimension, const EarVoiceFilter *filter, GError **error);
gint64 ear_own_get (GHashTable *own, const EarHeading *heading, EarCount count);

G_END_DECLS
